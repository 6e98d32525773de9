import { type Html, html } from '../../domain/html.ts'
import type { Stage } from '../cast-for.ts'

interface Shown {
  stage: Pick<Stage, 'kind' | 'teamName'>
  hasMailbox: boolean
  version: string
}

/** The frame only: what is in it is drawn by page/browser, from what the stand-in says. */
export const playgroundPage = ({ stage, hasMailbox, version }: Shown): Html => html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Playground · Usher</title>
  <link rel="icon" href="icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="page.css?${version}">
  <script type="module" src="page/main.js"></script>
</head>
<body data-stage="${stage.kind}" data-mailbox="${hasMailbox ? 'yes' : 'no'}">
  <div id="playground"><p class="opening">Opening the playground… <noscript>This page is drawn by a script; please allow it.</noscript></p></div>
  <dialog id="modal" aria-labelledby="modal-title"></dialog>
  <dialog id="question" aria-labelledby="question-title" aria-describedby="question-text" role="alertdialog"></dialog>
  <div id="toasts" role="status" aria-live="polite"></div>
</body>
</html>`
