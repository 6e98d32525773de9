import { type Html, html } from '../domain/html.ts'
import { cleanLines, inert } from './inert.ts'
import type { Content, Part } from './letter-content.ts'
import { font, light, stylesheet } from './letter-style.ts'
import { inertly, plainly, type Sentence, say } from './sentence.ts'

/** One column of tables with inline styles: what Outlook's Word engine draws, and a 320 px screen too. */
export function htmlOf(content: Content): string {
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<meta name="x-apple-disable-message-reformatting">
<title>${inert(content.subject)}</title>
<style>${stylesheet}</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:${light.page}">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${plainly(content.preview)}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:${light.page}">
<tr><td class="edge" align="center" style="padding:32px 16px">
<!--[if mso]><table role="presentation" width="560" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;table-layout:fixed">
<tr><td class="card room rule" style="padding:36px 40px 24px;background-color:${light.card};border:1px solid ${light.rule};border-radius:12px;${font};overflow-wrap:anywhere">
<h1 class="ink" style="margin:0 0 20px;font-size:24px;line-height:1.3;font-weight:650;color:${light.ink}">${words(content.heading)}</h1>
${content.parts.map(draw)}
</td></tr>
<tr><td class="room faint" style="padding:16px 40px;${font};font-size:13px;line-height:1.5;color:${light.faint};overflow-wrap:anywhere">Usher sent this letter for ${inert(content.organizationName)}.</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`.markup
}

function draw(part: Part): Html {
  switch (part.kind) {
    case 'greeting':
      return said(words(say`Hello ${part.name},`))
    case 'paragraph':
      return said(words(part.words, strong))
    case 'small':
      return html`<p class="faint" style="margin:0 0 12px;font-size:14px;line-height:1.5;color:${light.faint}">${words(part.words)}</p>
`
    case 'quote':
      return quoted(part.by, cleanLines(part.text))
    case 'facts':
      return html`<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px">
${part.rows.map(([label, value]) => fact(label, value))}</table>
`
    case 'button':
      return pressed(part.label, part.link)
  }
}

const said = (words: Html): Html =>
  html`<p class="ink" style="margin:0 0 20px;font-size:16px;line-height:1.55;color:${light.ink}">${words}</p>
`

const quoted = (by: Sentence, lines: string[]): Html =>
  html`<p class="faint" style="margin:0 0 8px;font-size:14px;line-height:1.5;color:${light.faint}">${words(by)}:</p>
<blockquote class="ink bar" style="margin:0 0 24px;padding:2px 0 2px 16px;border-left:3px solid ${light.accent};font-size:16px;line-height:1.55;color:${light.ink}" dir="auto">${lines.map((line, at) => html`${at > 0 && html`<br>`}${inert(line)}`)}</blockquote>
`

const fact = (label: string, value: string): Html =>
  html`<tr><th class="faint" scope="row" align="left" valign="top" width="72" style="padding:4px 12px 4px 0;font-size:14px;line-height:1.5;font-weight:400;color:${light.faint}">${label}</th><td class="ink" valign="top" style="padding:4px 0;font-size:14px;line-height:1.5;color:${light.ink}" dir="auto">${inert(value)}</td></tr>
`

/** The address stands below in full: people are told to look before they press, so there must be something to see. */
const pressed = (label: string, link: string): Html =>
  html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px">
<tr><td class="press-ground" align="center" bgcolor="${light.accent}" style="background-color:${light.accent};border-radius:8px"><a class="press" href="${link}" style="display:inline-block;padding:14px 28px;font-size:16px;line-height:20px;font-weight:600;text-decoration:none;color:${light.onAccent}">${label}</a></td></tr>
</table>
<p class="faint" style="margin:0 0 20px;font-size:13px;line-height:1.5;color:${light.faint}">Or open this address:<br><a class="link" href="${link}" style="color:${light.accent};word-break:break-all">${link}</a></p>
`

const strong = (text: string): Html => html`<strong dir="auto" style="font-weight:600">${text}</strong>`
const isolated = (text: string): Html => html`<span dir="auto">${text}</span>`

/** dir=auto keeps a name written from right to left from pulling our words along. */
const words = ({ ours, theirs }: Sentence, dress: (text: string) => Html = isolated): Html =>
  html`${ours.map((word, at) => {
    const their = theirs[at]
    return html`${word}${their !== undefined && dress(inertly(their))}`
  })}`
