/** Block Kit: what views and messages are made of, and the dialogs they stand in. */
export const kit = `
.button { display: inline-block; border: 1px solid var(--edge); border-radius: 8px; background: var(--page); color: var(--ink); font-weight: 600; font-size: 14px; line-height: 20px; padding: 5px 12px; min-height: 32px; text-decoration: none; text-align: center; }
.button:hover { background: var(--hover); }
.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.button.primary:hover { background: var(--press); border-color: var(--press); }
.button.danger { border-color: var(--alarm); color: var(--alarm); }
.button.danger:hover { background: var(--alarm-tint); }
.button:disabled { opacity: .55; cursor: default; }
.button[aria-busy]::after { content: ''; display: inline-block; width: 11px; height: 11px; margin-left: 8px; border-radius: 50%; border: 2px solid currentColor; border-right-color: transparent; vertical-align: -1px; }
@media (prefers-reduced-motion: no-preference) { .button[aria-busy]::after { animation: turn .7s linear infinite; } }
@keyframes turn { to { transform: rotate(1turn); } }
.header { font-size: 19px; line-height: 1.3; margin: 12px 0 6px; }
hr { border: 0; border-top: 1px solid var(--line); margin: 12px 0; width: 100%; }
.section { display: flex; gap: 14px; justify-content: space-between; align-items: flex-start; margin: 6px 0; }
.section .words { min-width: 0; }
.accessory { flex: none; max-width: 55%; }
.accessory img { width: 88px; height: 88px; object-fit: cover; border-radius: 10px; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 20px; margin-top: 4px; }
.context { display: flex; flex-wrap: wrap; gap: 4px 8px; font-size: 13px; color: var(--quiet); margin: 4px 0; }
.context + .section { margin-top: 14px; }
.context img { width: 20px; height: 20px; border-radius: 4px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; align-items: center; }
figure { margin: 8px 0; } figure img { max-width: 100%; border-radius: 8px; }
table { border-collapse: collapse; margin: 8px 0; } td { border: 1px solid var(--line); padding: 4px 10px; }
.alert { background: var(--note); border-radius: 8px; padding: 8px 12px; }
.input { margin: 14px 0; }
.label { display: block; font-weight: 600; margin-bottom: 4px; }
.optional { font-weight: 400; color: var(--quiet); }
.hint { font-size: 13px; color: var(--quiet); margin-top: 3px; }
.error { font-size: 14px; color: var(--alarm); margin-top: 3px; font-weight: 600; }
.box { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--edge); border-radius: 8px; padding: 7px 10px; width: 100%; min-height: 38px; }
.box::placeholder, .box input::placeholder { color: var(--quiet); opacity: 1; }
.wrong .box { border-color: var(--alarm); box-shadow: 0 0 0 1px var(--alarm); }
textarea.box { resize: vertical; }
input[type=date].box, input[type=time].box, input[type=datetime-local].box { width: auto; min-width: 200px; max-width: 100%; }
.picker { position: relative; min-width: 190px; max-width: 100%; }
.picked { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; padding: 3px 6px 3px 10px; }
.picked:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.picked input { flex: 1; min-width: 60px; border: 0; outline: 0; background: none; color: inherit; font: inherit; padding: 3px 0; text-overflow: ellipsis; }
.caret { color: var(--quiet); pointer-events: none; }
.chip { display: inline-flex; align-items: center; background: var(--tint); border-radius: 7px; padding: 0 0 0 8px; margin: 2px 4px 2px 0; }
.list { position: absolute; inset: 100% 0 auto 0; min-width: 220px; margin-top: 4px; background: var(--page); border: 1px solid var(--edge); border-radius: 10px; box-shadow: var(--shadow); z-index: 8; max-height: 260px; overflow: auto; padding: 5px; }
.list ul { list-style: none; margin: 0; padding: 0; }
.list p { padding: 6px 10px; }
[role=option] { padding: 6px 10px; border-radius: 7px; cursor: pointer; }
[role=option] small { display: block; color: var(--quiet); }
[role=option].at, [role=option]:hover { background: var(--tint); }
[role=option].at small, [role=option]:hover small { color: var(--ink); }
[role=option][aria-selected=true]::before { content: '✓ '; color: var(--accent); }
.offers [role=option]::before { content: none !important; }
.list .group { font-size: 12px; font-weight: 600; color: var(--quiet); padding: 6px 10px 2px; }
.menu { position: relative; }
.dots { padding: 3px 10px; font-weight: 700; }
.message > .menu .dots { border-color: transparent; background: none; }
.entries { position: absolute; right: 0; top: 100%; margin-top: 4px; z-index: 9; display: flex; flex-direction: column; min-width: 180px; max-width: 300px; background: var(--page); border: 1px solid var(--edge); border-radius: 10px; box-shadow: var(--shadow); padding: 5px; }
.tools .entries, .actions .entries { right: auto; left: 0; }
.tools .entries { top: auto; bottom: 100%; }
.entries button { text-align: left; background: none; border: 0; border-radius: 7px; padding: 7px 10px; }
.entries button:hover, .entries button:focus-visible { background: var(--tint); }
.ticks { display: flex; flex-direction: column; gap: 4px; }
.ticks label { display: flex; gap: 9px; align-items: flex-start; padding: 3px 0; cursor: pointer; }
.ticks input { width: 18px; height: 18px; margin: 2px 0 0; accent-color: var(--accent); flex: none; }
.ticks small { display: block; color: var(--quiet); }
.files .chip { margin-top: 6px; }
dialog { border: 0; padding: 0; color: inherit; background: var(--page); border-radius: 14px; box-shadow: var(--shadow); width: min(540px, calc(100vw - 24px)); }
dialog::backdrop { background: rgb(0 0 0 / .5); }
#modal { max-height: min(86dvh, 780px); height: max-content; overflow: visible; }
#modal form { display: flex; flex-direction: column; max-height: min(86dvh, 780px); }
#modal header { display: flex; align-items: center; gap: 8px; padding: 14px 12px 10px 24px; border-bottom: 1px solid var(--line); }
#modal h2 { font-size: 20px; flex: 1; }
#modal .body { overflow: auto; padding: 6px 24px 16px; min-height: 120px; }
#modal .body:focus { outline: none; }
#modal .body:has(.picker.open) { min-height: 380px; }
#modal footer { display: flex; justify-content: flex-end; gap: 10px; padding: 12px 24px; border-top: 1px solid var(--line); }
#modal .toasts { position: absolute; inset: auto 16px 70px; }
#question { width: min(440px, calc(100vw - 32px)); }
.question { padding: 20px 24px; display: grid; gap: 12px; }
.question .buttons { display: flex; justify-content: flex-end; gap: 10px; }
@media (max-width: 700px) {
  .fields { grid-template-columns: 1fr; }
  #modal header { flex-wrap: wrap; } #modal .badge { order: 9; } #modal h2 { min-width: 60%; }
  .section { flex-wrap: wrap; }
  .section:has(.menu) { flex-wrap: nowrap; }
  .accessory { max-width: 100%; }
  #modal .body { padding-inline: 16px; } #modal header { padding-left: 16px; } #modal footer { padding-inline: 16px; }
  .button { min-height: 38px; padding-block: 8px; }
  .picked { width: 100%; }
  .actions > .picker { flex: 1 1 150px; min-width: 0; }
}
`
