/** The playground's one sheet. The accent is that of letters and pages. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #f4f4f5; --paper: #fff; --ink: #18181b; --quiet: #52525b; --line: #e4e4e7; --accent: #0f766e; --tint: #e0f2ee;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #18181b; --paper: #232326; --ink: #fafafa; --quiet: #c8c8d0; --line: #3f3f46; --accent: #2dd4bf; --tint: #12312e; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
a { color: var(--accent); }
a:focus-visible, pre:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.banner { margin: 0; padding: 8px 20px; background: var(--tint); color: var(--ink); font-size: 14px; text-align: center; }
.mailbox { flex: 1; display: grid; grid-template-columns: minmax(240px, 340px) 1fr; }
.mailbox > nav { border-right: 1px solid var(--line); padding: 20px 12px; overflow: auto; }
h1 { font-size: 20px; margin: 0 8px 12px; }
.count { color: var(--quiet); font-weight: 400; }
ol { list-style: none; margin: 0; padding: 0; }
.mailbox li a { display: grid; grid-template-columns: 1fr auto; gap: 0 12px; padding: 10px 12px; border-radius: 10px; color: inherit;
  text-decoration: none; }
.mailbox li a:hover { background: var(--paper); }
.mailbox li a[aria-current] { background: var(--tint); }
.to { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.when, .quiet { color: var(--quiet); font-size: 14px; }
.quiet { margin: 8px; }
.subject { grid-column: 1 / -1; color: var(--quiet); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 15px; }
article { display: flex; flex-direction: column; min-width: 0; background: var(--paper); }
article > header { padding: 20px 24px 0; border-bottom: 1px solid var(--line); }
article h2 { margin: 0 0 8px; font-size: 20px; line-height: 1.3; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0 12px; margin: 0; font-size: 14px; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
.parts { display: flex; gap: 4px; margin-top: 12px; }
.parts a { padding: 10px 14px; color: var(--quiet); text-decoration: none; border-bottom: 3px solid transparent; }
.parts a[aria-current] { color: var(--ink); border-color: var(--accent); font-weight: 600; }
iframe { flex: 1; width: 100%; min-height: 640px; border: 0; background: var(--paper); }
pre { margin: 0; padding: 24px; overflow: auto; font: 14px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; }
.nothing { padding: 48px 24px; max-width: 36em; }
.nothing pre { background: var(--tint); border-radius: 10px; padding: 14px 18px; }
@media (max-width: 720px) {
  .mailbox { grid-template: auto 1fr / 1fr; }
  .mailbox > nav { border-right: 0; border-bottom: 1px solid var(--line); max-height: 40vh; }
}
`
