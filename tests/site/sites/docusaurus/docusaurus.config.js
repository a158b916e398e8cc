module.exports = { title: 'Harbor Light', url: 'https://harborlight.example', baseUrl: '/', presets: [['classic', { docs: false }]] };
