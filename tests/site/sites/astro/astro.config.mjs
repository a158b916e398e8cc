import { defineConfig } from 'astro/config';
export default defineConfig({ site: 'https://harborlight.example', base: '/clinic' });
