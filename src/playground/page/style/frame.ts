/** Colours, the three columns, what stands on the left, and what becomes of them on a phone. */
export const frame = `
:root {
  color-scheme: light dark;
  --page: #fff; --ink: #1c1d21; --quiet: #5a5d66; --line: #e2e3e7; --edge: #80838c; --hover: #f4f5f6;
  --accent: #0f766e; --press: #115e59; --on-accent: #fff; --tint: #e4f3f0; --alarm: #b3261e; --alarm-tint: #fdefee; --note: #fff8e6;
  --side: #0c3a36; --side-ink: #f1faf8; --side-quiet: #b5d3ce; --side-hover: #15504a; --side-here: #e4f3f0; --side-here-ink: #0b302c;
  --shadow: 0 12px 40px rgb(0 0 0 / .22);
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #1b1c20; --ink: #f3f4f5; --quiet: #b6b9c2; --line: #36383f; --edge: #8f929c; --hover: #25272c;
    --accent: #2dd4bf; --press: #5eead4; --on-accent: #042f2e; --tint: #12312e; --alarm: #ffa198; --alarm-tint: #3b1f1e; --note: #322b17;
    --side: #0d2220; --side-ink: #eef8f6; --side-quiet: #a5c4bf; --side-hover: #173a36; --side-here: #1d5a53; --side-here-ink: #fff;
    --shadow: 0 12px 40px rgb(0 0 0 / .6);
  }
}
* { box-sizing: border-box; }
html, body { height: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.46 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: anywhere; }
h1, h2, h3, p { margin: 0; }
a { color: var(--accent); }
button { font: inherit; color: inherit; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.quiet { color: var(--quiet); }
.plain { background: none; border: 0; padding: 4px 8px; min-width: 28px; min-height: 28px; border-radius: 6px; color: inherit; }
.plain:hover { background: var(--hover); }
.link { background: none; border: 0; padding: 4px 0; color: var(--accent); text-decoration: underline; }
.badge { font-size: 11px; font-weight: 600; letter-spacing: .02em; padding: 2px 7px; border-radius: 99px; background: var(--tint); color: var(--ink); white-space: nowrap; }
#playground { height: 100dvh; display: flex; flex-direction: column; }
.opening { padding: 48px; }
.banner { display: flex; align-items: center; justify-content: center; gap: 8px; background: var(--tint); padding: 5px 12px; font-size: 13px; text-align: center; }
.offline { background: var(--alarm-tint); color: var(--alarm); padding: 6px 16px; text-align: center; font-weight: 600; }
.drawer { display: none; }
.columns { flex: 1; min-height: 0; display: grid; grid-template-columns: 236px minmax(0, 1fr) 340px; overflow: clip; }
.rooms { background: var(--side); color: var(--side-ink); overflow: auto; padding: 0 8px 16px; }
.rooms :focus-visible { outline-color: #7fe3d5; }
.team { display: flex; align-items: center; justify-content: space-between; gap: 8px; padding: 14px 8px; font-size: 18px; }
.rooms .group { margin-bottom: 18px; }
.rooms h2 { font-size: 12px; font-weight: 600; color: var(--side-quiet); padding: 4px 8px; }
.room { display: flex; align-items: center; gap: 8px; width: 100%; text-align: left; background: none; border: 0; border-radius: 8px; padding: 5px 8px; min-height: 32px; }
.room small { color: var(--side-quiet); font-size: 12px; }
.room:hover { background: var(--side-hover); }
.room[aria-current], .room[aria-pressed=true] { background: var(--side-here); color: var(--side-here-ink); font-weight: 600; }
.room[aria-pressed=true] small { color: inherit; font-weight: 400; }
.room.unread { font-weight: 700; }
.sign { width: 22px; text-align: center; flex: none; }
.dot { width: 9px; height: 9px; border-radius: 50%; background: #7fe3d5; margin-left: auto; flex: none; }
.face { --face: #5a5d66; flex: none; display: inline-grid; place-items: center; width: 22px; height: 22px; border-radius: 6px; font-size: 10px; font-weight: 700; color: #fff;
  background: color-mix(in srgb, var(--face) 55%, #16181c); }
.face.bot { --face: #0f766e; }
.room-view { display: flex; flex-direction: column; min-width: 0; min-height: 0; }
.heading, .tabs { display: flex; flex: none; height: 54px; border-bottom: 1px solid var(--line); }
.heading { align-items: center; gap: 14px; padding: 0 20px; }
.heading h1 { font-size: 18px; }
.heading [role=tablist] { display: flex; align-self: stretch; }
.tabs, .heading [role=tablist] { gap: 2px; }
[role=tab] { background: none; border: 0; border-block: 3px solid transparent; padding: 0 9px; color: var(--quiet); }
[role=tab]:hover { color: var(--ink); }
[role=tab][aria-selected=true] { color: var(--ink); border-bottom-color: var(--accent); font-weight: 600; }
@media (max-width: 1100px) {
  .columns { grid-template-columns: 210px minmax(0, 1fr); position: relative; }
  .drawer[aria-controls=panel] { display: block; }
  .panel { position: absolute; inset: 0 0 0 auto; width: min(380px, 100%); z-index: 5; box-shadow: var(--shadow); visibility: hidden; transform: translateX(100%); }
  .panel.drawn { visibility: visible; transform: none; }
}
@media (max-width: 700px) {
  .columns { grid-template-columns: minmax(0, 1fr); }
  .drawer { display: block; }
  .wide { display: none; }
  .banner { justify-content: space-between; }
  .rooms { position: absolute; inset: 0 auto 0 0; width: min(290px, 100%); z-index: 6; box-shadow: var(--shadow); visibility: hidden; transform: translateX(-100%); }
  .rooms.drawn { visibility: visible; transform: none; }
  .room { min-height: 42px; }
}
.drawer { background: var(--page); border: 1px solid var(--edge); border-radius: 8px; padding: 3px 12px; min-height: 32px; }
@media (prefers-reduced-motion: no-preference) {
  .rooms, .panel { transition: transform .18s ease, visibility .18s; }
}
`
