import { orgStyle } from '../org/style.ts'
import { dark, light } from './colours.ts'

const named = (colours: typeof light): string =>
  Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour};`)
    .join('')

const base = `
:root{color-scheme:light dark;${named(light)}--ring:0 0 0 2px var(--page),0 0 0 5px var(--accent)}
@media screen and (prefers-color-scheme:dark){:root{${named(dark)}}}
@media print{:root{color-scheme:light}body{background:none}}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;background:var(--page);color:var(--ink);
  font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,p,ul,dl,dd,pre{margin:0}
h1{font-size:clamp(1.75rem,1.4rem + 1.8vw,2.375rem);line-height:1.15;letter-spacing:-.022em;font-weight:680;text-wrap:balance}
h2{font-size:1.125rem;line-height:1.35;font-weight:640;letter-spacing:-.008em}
strong{font-weight:620}
a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:.07em}
a:hover{text-decoration-thickness:.14em}
:focus{outline:none}
:focus-visible{outline:3px solid transparent;box-shadow:var(--ring);border-radius:6px}
main:focus-visible{box-shadow:none}
code{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
@media (prefers-reduced-motion:no-preference){.button,input,textarea,select{transition:background-color .12s,border-color .12s}}
`

const frame = `
.skip{position:absolute;left:1rem;top:-4rem;z-index:1;padding:.75rem 1rem;background:var(--card);border-radius:8px}
.skip:focus{top:.75rem}
.bar,.foot,main{width:100%;max-width:68rem;margin:0 auto;padding-left:clamp(1rem,4vw,2rem);padding-right:clamp(1rem,4vw,2rem)}
.bar{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.5rem;padding-top:.875rem;padding-bottom:.875rem}
.wordmark{display:inline-flex;align-items:center;gap:.625rem;min-height:2.75rem;font-size:1.1875rem;font-weight:700;letter-spacing:-.02em;color:var(--ink);text-decoration:none}
.wordmark::before{content:"";width:1.125rem;height:1.5rem;border-radius:4px 4px 2px 2px;
  background:linear-gradient(100deg,var(--accent) 58%,transparent 58.5%);border:2px solid var(--accent);border-bottom-width:1px}
.foot{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;justify-content:space-between;margin-top:auto;padding-top:2.5rem;padding-bottom:1.5rem;font-size:.875rem;color:var(--faint)}
main{display:flex;flex-direction:column;gap:1.25rem;padding-top:clamp(1rem,4vw,3rem)}
main.narrow{max-width:36rem}
main.wide{gap:2rem}
.story,.hero{display:flex;flex-direction:column;gap:1rem;align-items:flex-start}
.actions{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:center;margin-top:1rem}
.actions .quiet{padding-left:0;padding-right:0}
.rows{list-style:none;padding:0;margin:0;display:grid;gap:1rem}
.eyebrow{font-size:.9375rem;font-weight:620;color:var(--accent)}
.lede{font-size:1.125rem;line-height:1.55;max-width:38rem}
blockquote{margin:0;padding:.25rem 0 .25rem 1rem;border-left:3px solid var(--accent);white-space:pre-line;overflow-wrap:anywhere}
.hint{font-size:.9375rem;line-height:1.5;color:var(--faint)}
.after{padding:0 .25rem}
.card{background:var(--card);border:1px solid var(--rule);border-radius:14px;padding:clamp(1.125rem,4vw,2rem)}
form.card{display:flex;flex-direction:column;gap:1.375rem;box-shadow:0 1px 2px rgb(0 0 0/.05),0 12px 32px -16px rgb(0 0 0/.16)}
.cards{display:grid;gap:1.25rem}
.cards>*{min-width:0}
.card>h2{margin-bottom:.875rem}
form.card>h2{margin-bottom:0}
.notice{display:flex;flex-direction:column;gap:1.125rem;align-items:flex-start;padding:clamp(1.375rem,5vw,2.5rem)}
.next,.choices{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center}
.next{margin-top:.5rem}
.hero{padding:clamp(.5rem,4vw,2.5rem) 0 clamp(.5rem,3vw,1.5rem)}
.hero h1{font-size:clamp(2.125rem,1.5rem + 3.4vw,3.5rem);}
.hero .lede{font-size:clamp(1.125rem,1rem + .5vw,1.3125rem)}
.three{display:grid;gap:1.5rem;border-top:1px solid var(--rule);padding-top:2rem}
.three h2{margin-bottom:.375rem}
.three p{color:var(--faint)}
@media (min-width:44rem){
.three{grid-template-columns:repeat(3,1fr);gap:2.5rem}
.cards{grid-template-columns:1fr 1fr;align-items:start}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem;align-items:end}
}
@media (min-width:60rem){
main.split{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,6fr);gap:1.5rem 4.5rem;align-items:start}
.split>.summary{grid-column:1/-1}
.split>.story{padding-top:1.75rem}
}
`

const forms = `
.pair{display:grid;gap:1.375rem}
.field{position:relative;display:flex;flex-direction:column;gap:.375rem;min-width:0}
label{font-weight:600}
.field .hint ul{padding-left:1.125rem;display:grid;gap:.125rem}
input,textarea,select{width:100%;min-height:3rem;padding:.625rem .875rem;font:inherit;color:var(--ink);background:var(--card);
  border:1px solid var(--edge);border-radius:10px}
textarea{resize:vertical}
input:focus-visible,textarea:focus-visible,select:focus-visible{border-color:var(--accent);border-radius:10px;box-shadow:0 0 0 2px var(--accent)}
.fixed{display:grid;gap:.125rem}
[aria-invalid=true]{border:2px solid var(--alarm)}
.shown input{padding-right:5.25rem}
.show{position:absolute;right:.125rem;bottom:.125rem;min-width:4.75rem;min-height:2.75rem;border:0;border-radius:8px;background:none;font:inherit;
  font-size:.9375rem;font-weight:600;color:var(--accent);cursor:pointer}
.fault{color:var(--alarm);font-weight:600;font-size:.9375rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.summary{padding:1rem 1.25rem;border:2px solid var(--alarm);border-radius:12px;background:var(--alarmTint)}
.summary:focus-visible{border-radius:12px}
.summary h2{margin-bottom:.25rem}
.summary ul{list-style:none;padding:0;display:grid;gap:.25rem}
.summary a{color:var(--alarm);font-weight:600}
.button,.quiet{display:inline-flex;align-items:center;justify-content:center;min-height:3rem;padding:.625rem 1.375rem;font:inherit;font-weight:620;line-height:1.3;
  text-align:center;text-decoration:none;border:1px solid transparent;border-radius:10px;cursor:pointer}
.button{background:var(--accent);color:var(--onAccent)}
.button:hover{background:var(--press)}
.button.second{background:transparent;border-color:var(--edge);color:var(--ink)}
.button.second:hover{background:var(--tint);border-color:var(--accent)}
.quiet{min-height:2.75rem;padding:.375rem .75rem;background:transparent;color:var(--accent)}
.bar .quiet,.foot .quiet{margin-right:-.75rem}
.quiet:hover{background:var(--tint)}
.button:focus-visible,.quiet:focus-visible{border-radius:10px}
form.card>.button{width:100%}
@media (max-width:28rem){.choices>.button,.next>.button,form.next>.button{width:100%}}
`

const facts = `
dl{display:grid}
dl>div{display:grid;grid-template-columns:8rem minmax(0,1fr);gap:.25rem 1rem;padding:.625rem 0;border-top:1px solid var(--rule)}
dl>div:first-child{border-top:0;padding-top:0}
dl>div:last-child{padding-bottom:0}
dt{color:var(--faint)}
@media (max-width:28rem){dl>div{grid-template-columns:1fr}}
.badge{display:inline-block;padding:.0625rem .5rem;border-radius:999px;font-size:.8125rem;font-weight:600;background:var(--tint);color:var(--accent)}
.badge.dull{background:var(--page);color:var(--faint)}
.ticks{list-style:none;padding:0;display:grid;gap:.5rem}
.ticks li{position:relative;padding-left:1.75rem}
.ticks li::before{content:"";position:absolute;left:.25rem;top:.35em;width:.4rem;height:.75rem;border:solid var(--accent);border-width:0 2px 2px 0;transform:rotate(42deg)}
.steps{padding-left:1.125rem;display:grid;gap:.75rem}
pre{margin-top:.375rem;padding:.75rem 1rem;border-radius:8px;background:var(--page);border:1px solid var(--rule);white-space:pre-wrap}
@media (forced-colors:active){:focus-visible{outline-color:Highlight}.button{border-color:ButtonText}}
`

const people = `
.who{display:flex;align-items:center;gap:1rem}
.who>*{min-width:0}
.who h1{margin-bottom:.5rem}
@media (max-width:28rem){header.who{flex-direction:column;align-items:flex-start}}
.avatar{flex:none;display:inline-flex;align-items:center;justify-content:center;width:4.5rem;height:4.5rem;border-radius:50%;object-fit:cover;
  background:var(--tint);color:var(--accent);font-size:1.5rem;font-weight:650;letter-spacing:.02em;overflow:hidden}
.done{padding:.875rem 1.25rem;border:1px solid var(--accent);border-radius:12px;background:var(--tint)}
.done:focus-visible{border-radius:12px}
.column,.stack{display:grid;gap:1.25rem}
.column>*,.stack>*{min-width:0}
.plain{list-style:none;padding:0;display:grid;gap:.25rem}
.more{margin-top:.875rem}
.flush{padding-left:0;padding-right:0}
.links{list-style:none;padding:0;margin:0;display:grid}
.links li+li{border-top:1px solid var(--rule)}
.links a,.links .quiet{display:flex;min-height:3rem;align-items:center;justify-content:flex-start;padding:.375rem 0;font-weight:600;text-decoration:none}
.links a:hover{text-decoration:underline}
.links .quiet{width:100%;border:0}
.card>h3{margin:1.25rem 0 .5rem;font-size:.9375rem;font-weight:640;color:var(--faint)}
.card>h2+h3{margin-top:0}
input[type=file]{padding:.625rem;font-size:.9375rem}
input[type=file]::file-selector-button{font:inherit;font-weight:600;min-height:1.75rem;margin-right:.75rem;border:1px solid var(--edge);border-radius:8px;background:var(--page);color:var(--ink);cursor:pointer}
`

/** One sheet for all pages: 320 px first, one accent, light and dark. */
export const stylesheet = [base, frame, forms, facts, people, orgStyle].join('').trim()
