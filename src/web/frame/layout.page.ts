import { type Html, html } from '../../domain/html.ts'
import { type Asset, assets } from './assets.ts'
import { dark, light } from './colours.ts'

export interface Page {
  title: string
  main: Html
  /** How much room the page takes where there is plenty. */
  width?: 'narrow' | 'split' | 'wide' | 'full'
  /** Stands at the end of the bar. */
  bar?: Html
  /** Comfort for this page only, beside that for all. */
  script?: Asset
}

/** Everything works without the script; it only adds comfort. */
export const layout = ({ title, main, width = 'narrow', bar, script }: Page): Html => html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="${light.page}">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="${dark.page}">
<title>${title} · Usher</title>
<link rel="icon" href="${assets.icon.path}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.stylesheet.path}">
<script src="${assets.script.path}" defer></script>${
  script &&
  html`
<script src="${script.path}" defer></script>`
}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="bar">
<a class="wordmark" href="/">Usher</a>
${bar}
</header>
<main id="main" class="${width}" tabindex="-1">
${main}
</main>
<footer class="foot"><p>Usher shows people in, and nobody else.</p><a class="quiet" href="/help">Help</a></footer>
</body>
</html>
`
