/** What stands beside a real Slack: guide, letters, clock, log. */
export const panel = `
.panel { border-left: 1px solid var(--line); background: var(--page); display: flex; flex-direction: column; min-height: 0; min-width: 0; }
.tabs { padding: 0 10px; }
.count { background: var(--accent); color: var(--on-accent); border-radius: 99px; font-size: 11px; font-weight: 700; padding: 1px 6px; margin-left: 5px; }
.count.bad { background: var(--alarm); color: var(--page); }
.content { flex: 1; min-height: 0; overflow: auto; padding: 16px; }
.content h2 { font-size: 17px; margin: 0 0 6px; }
.content h3 { font-size: 15px; margin: 12px 0 2px; }
.guide ol { list-style: none; margin: 8px 0 16px; padding: 0; counter-reset: step; }
.guide li { counter-increment: step; display: grid; grid-template-columns: 26px 1fr; gap: 2px 10px; padding: 8px 0; border-top: 1px solid var(--line); }
.guide li::before { content: counter(step); grid-row: 1 / 4; width: 26px; height: 26px; border-radius: 50%; display: grid; place-items: center; background: var(--tint); font-weight: 700; font-size: 13px; }
.guide li > * { grid-column: 2; }
.guide li h3 { margin: 2px 0 0; }
.guide li .button { justify-self: start; margin-top: 5px; }
.mailbox ol, .log ol { list-style: none; margin: 10px 0; padding: 0; }
.letter { width: 100%; display: grid; grid-template-columns: 1fr auto; gap: 0 10px; text-align: left; border: 0; border-top: 1px solid var(--line); background: none; padding: 9px 8px; }
.letter:hover { background: var(--hover); }
.to { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.when { color: var(--quiet); font-size: 13px; }
.subject { grid-column: 1 / -1; color: var(--quiet); }
.content.mailbox { display: flex; flex-direction: column; }
.open-letter { flex: 1; display: flex; flex-direction: column; align-items: flex-start; min-height: 0; gap: 4px; }
.open-letter iframe { flex: 1; width: 100%; min-height: 420px; border: 1px solid var(--line); border-radius: 10px; background: var(--page); margin-top: 8px; }
.clock .time { font-size: 52px; font-weight: 300; line-height: 1.1; font-variant-numeric: tabular-nums; }
.clock .date { font-weight: 600; }
.clock .buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 14px 0; }
.custom { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin-bottom: 14px; }
.custom input.box { width: 64px; } .custom select.box { width: auto; padding-inline: 6px; }
.log .fine { background: var(--tint); border-radius: 8px; padding: 8px 12px; margin-bottom: 16px; }
.log .bad { background: var(--alarm-tint); color: var(--alarm); border-radius: 8px; padding: 8px 12px; margin-bottom: 8px; }
.log .bad code, .log .bad pre { background: none; border-color: currentColor; color: inherit; }
.log time { font-size: 12px; }
.calls li { display: grid; grid-template-columns: 1fr auto auto; align-items: baseline; gap: 10px; padding: 4px 0; border-top: 1px solid var(--line); font-size: 13px; }
.calls code { background: none; border: 0; padding: 0; }
.calls span, .calls time { color: var(--quiet); }
.calls .refused span, .calls .broken span { color: var(--alarm); }
`
