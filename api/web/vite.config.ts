import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

// Every file of src/pages is an entry of its own; a template asks for it by its name.
const pages = new URL("./src/pages/", import.meta.url);
const input = Object.fromEntries(
  readdirSync(pages)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => [name.slice(0, -3), fileURLToPath(new URL(name, pages))]),
);

export default defineConfig({
  // Addresses inside the bundles are relative, so that a path prefix of a proxy does not matter.
  base: "./",
  publicDir: false,
  build: {
    outDir: "../static/build",
    emptyOutDir: true,
    manifest: "manifest.json",
    license: { fileName: "licenses.md" },
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsDir: ".",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    rollupOptions: { input },
  },
});
