// Builds static/zicht/: NL Design System tokens and components, our theme and our pieces in one purged
// stylesheet, plus htmx and the fonts as they come from their packages, and age in one module.
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import postcss from "postcss";
import atImport from "postcss-import";
import purge from "@fullhuman/postcss-purgecss";
import cssnano from "cssnano";
import { build } from "esbuild";

const TARGET = "../src/zicht/foundation/ui/static/zicht";
const FONTS = ["latin", "latin-ext", "cyrillic", "vietnamese"];
const FONT_PACKAGE = "node_modules/@fontsource-variable/noto-sans";

// The example theme maps every colour group to an eight step ramp; these are the same steps.
const STEPS = {
  "bg-subtle": 0, "bg-default": 1, "bg-hover": 2, "bg-active": 2,
  "border-subtle": 3, "border-default": 4, "border-hover": 5, "border-active": 5,
  "color-subtle": 4, "color-default": 5, "color-hover": 6, "color-active": 6, "color-document": 7,
  "inverse-bg-default": 5, "inverse-bg-hover": 6, "inverse-bg-active": 6,
  "inverse-bg-document": 6, "inverse-bg-subtle": 7, "inverse-color-subtle": 3,
  "inverse-border-subtle": 4, "inverse-border-default": 3, "inverse-border-hover": 2, "inverse-border-active": 2,
};

function theme(palette) {
  const lines = Object.entries(palette).flatMap(([group, ramp]) =>
    Object.entries(STEPS).map(([role, step]) => `--basis-color-${group}-${role}: ${ramp[step]};`));
  return `:root { ${lines.join("\n")} }`;
}

function fontFaces() {
  const wanted = new RegExp(`noto-sans-(${FONTS.join("|")})-wght-normal\\.woff2`);
  const faces = readFileSync(`${FONT_PACKAGE}/index.css`, "utf8").split("@font-face").slice(1);
  return faces.filter((face) => wanted.test(face))
    .map((face) => "@font-face" + face.split("}")[0] + "}")
    .join("\n").replaceAll("./files/", "fonts/").replaceAll("Noto Sans Variable", "Noto Sans");
}

// A required field that is still empty is not wrong yet: only the server says what is invalid.
const patient = {
  postcssPlugin: "patient",
  Rule(rule) {
    const kept = rule.selectors.filter((selector) => !selector.includes(":invalid"));
    if (!kept.length) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  },
};

const tokens = readFileSync("node_modules/@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css", "utf8")
  .replaceAll(".voorbeeld-theme", ":root");
const index = readFileSync("css/index.css", "utf8");
const pieces = await postcss([atImport()]).process(index, { from: "css/index.css" });
const palette = JSON.parse(readFileSync("palette.json", "utf8"));
const source = [fontFaces(), tokens, theme(palette), pieces.css].join("\n");
const built = await postcss([
  patient,
  purge({
    content: ["../src/zicht/**/*.html", "../src/zicht/**/*.py", "../src/zicht/foundation/ui/static/zicht/*.js"],
    // Names that templates and widgets put together from parts.
    safelist: { greedy: [/zicht-/, /utrecht-alert--/, /utrecht-(textbox|textarea|select|checkbox|radio-button)--invalid/] },
    variables: true,
    fontFace: false,
  }),
  cssnano({ preset: ["default", { svgo: false }] }),
]).process(source, { from: undefined });

mkdirSync(`${TARGET}/fonts`, { recursive: true });
writeFileSync(`${TARGET}/zicht.css`, built.css + "\n");
copyFileSync("node_modules/htmx.org/dist/htmx.min.js", `${TARGET}/htmx.min.js`);
for (const name of FONTS) {
  const file = `noto-sans-${name}-wght-normal.woff2`;
  copyFileSync(`${FONT_PACKAGE}/files/${file}`, `${TARGET}/fonts/${file}`);
}

const AGE_PACKAGES = ["age-encryption", "@noble/ciphers", "@noble/curves", "@noble/hashes", "@scure/base"];
const versions = AGE_PACKAGES.map((name) => `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version}`);
const UNUSED = ["@noble/hashes/scrypt.js", "@noble/curves/nist.js", "@noble/post-quantum/hybrid.js"];
await build({
  entryPoints: ["age.mjs"], outfile: `${TARGET}/age.js`, bundle: true, minify: true, format: "esm", target: "es2020",
  alias: Object.fromEntries(UNUSED.map((name) => [name, "./absent.mjs"])), legalComments: "none",
  banner: { js: `/* ${versions.join(", ")}; licences: age.LICENCES.txt */` },
});
const licences = AGE_PACKAGES.map((name, place) => `${versions[place]}\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`);
writeFileSync(`${TARGET}/age.LICENCES.txt`, licences.join("\n----\n\n"));
console.log(`age.js ${statSync(`${TARGET}/age.js`).size} bytes`);
console.log(`zicht.css ${statSync(`${TARGET}/zicht.css`).size} bytes`);
