/** Messages, Home and the box one writes in. */
export const talk = `
.messages, .home { flex: 1; min-height: 0; overflow: auto; padding: 12px 20px; }
.messages:focus-visible, .home:focus-visible, .content:focus-visible { outline-offset: -3px; }
.home { padding: 18px 24px 40px; }
.home > * { max-width: 820px; }
.nothing { padding: 40px 0; color: var(--quiet); }
.day { display: flex; align-items: center; gap: 12px; font-size: 13px; font-weight: 600; color: var(--quiet); margin: 8px 0; }
.day::before, .day::after { content: ''; flex: 1; border-top: 1px solid var(--line); }
.message { display: flex; gap: 10px; padding: 7px 10px; margin: 0 -10px; border-radius: 10px; position: relative; }
.message:hover { background: var(--hover); }
.message > .face { width: 36px; height: 36px; font-size: 14px; border-radius: 9px; margin-top: 2px; }
.message.ephemeral { background: var(--note); }
.message > .menu { align-self: flex-start; }
.said { flex: 1; min-width: 0; max-width: 820px; }
.only { font-size: 12px; color: var(--quiet); }
.who { display: flex; align-items: baseline; gap: 7px; }
.who time { font-size: 12px; color: var(--quiet); }
.app { font-size: 10px; font-weight: 700; background: var(--line); border-radius: 4px; padding: 1px 4px; }
.mention { background: var(--tint); border-radius: 4px; padding: 0 3px; }
.mention.loud { background: var(--note); }
code { font: .86em ui-monospace, "SF Mono", Menlo, Consolas, monospace; background: var(--hover); border: 1px solid var(--line); border-radius: 4px; padding: 1px 4px; }
pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; background: var(--hover); border: 1px solid var(--line); border-radius: 8px; padding: 8px 12px; margin: 6px 0; overflow: auto; white-space: pre-wrap; }
blockquote { margin: 4px 0; padding-left: 12px; border-left: 4px solid var(--line); }
.composer { position: relative; margin: 4px 20px 16px; border: 1px solid var(--edge); border-radius: 12px; background: var(--page); }
.composer:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.composer textarea { display: block; width: 100%; border: 0; background: none; color: inherit; font: inherit; padding: 11px 14px 4px; resize: none; outline: none; field-sizing: content; max-height: 40vh; }
.composer textarea::placeholder { color: var(--quiet); }
.turned-off { margin: 4px 20px 16px; padding: 11px 14px; border: 1px solid var(--line); border-radius: 12px; background: var(--hover); }
.tools { display: flex; align-items: center; gap: 8px; padding: 4px 6px 6px 8px; }
.tools .hint { margin: 0 auto 0 6px; font-size: 12px; color: var(--quiet); }
.offers { position: absolute; inset: auto 0 100% 0; margin: 0 0 6px; padding: 6px; list-style: none; background: var(--page); border: 1px solid var(--edge); border-radius: 12px; box-shadow: var(--shadow); z-index: 4; max-height: 50vh; overflow: auto; }
.offers li { display: grid; grid-template-columns: auto 1fr; gap: 0 10px; align-items: baseline; padding: 7px 10px; border-radius: 8px; cursor: pointer; }
.offers li.at, .offers li:hover { background: var(--tint); }
.offers code { background: none; border: 0; padding: 0; color: var(--quiet); }
.offers li.at code, .offers li:hover code, .offers li.at small, .offers li:hover small { color: var(--ink); }
.offers small { grid-column: 1 / -1; color: var(--quiet); }
#toasts { position: fixed; left: 50%; top: 24px; transform: translateX(-50%); z-index: 20; width: min(460px, calc(100% - 32px)); }
.toasts { position: sticky; bottom: 0; }
.toast { display: flex; justify-content: space-between; align-items: center; gap: 8px; background: var(--ink); color: var(--page); border-radius: 10px; padding: 9px 8px 9px 16px; margin-top: 8px; box-shadow: var(--shadow); }
.toast.trouble { background: var(--alarm-tint); color: var(--alarm); border: 1px solid var(--alarm); }
.toast .plain:hover { background: none; }
@media (max-width: 700px) {
  .messages, .home { padding: 10px 14px; }
  .composer, .turned-off { margin: 4px 10px 10px; }
  #toasts { top: auto; bottom: 104px; z-index: 4; }
  .tools .hint { visibility: hidden; }
}
`
