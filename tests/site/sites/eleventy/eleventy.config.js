export default function (config) {
  config.addPassthroughCopy("src/assets");
  return { dir: { input: "src", output: "_site" }, pathPrefix: "/clinic/" };
}
