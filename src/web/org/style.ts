/** The chart is drawn by the sheet alone: light, dark and paper from the same markup. */
export const orgStyle = `
main.full{max-width:none;gap:1rem}
main.full>*{width:100%;max-width:64rem;margin:0 auto}
main.full>.plane{max-width:none}
.find{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.375rem .75rem}
.find label{grid-column:1/-1}
.way{display:flex;flex-wrap:wrap;gap:.25rem .5rem;list-style:none;padding:0;margin:0}
.way li+li::before{content:"›";margin-right:.5rem;color:var(--faint)}
.matches{list-style:none;padding:0;display:grid;gap:.625rem}
.tools{display:flex;flex-wrap:wrap;gap:.25rem;align-items:center}
.switch{display:flex;list-style:none;padding:0;margin-right:.5rem;border:1px solid var(--edge);border-radius:10px}
.switch a{text-decoration:none}
.switch [aria-current]{background:var(--tint);font-weight:700;text-decoration:underline}
.zoom{display:flex;align-items:center;margin-left:auto}
.zoom output{min-width:3.25rem;text-align:center;font-variant-numeric:tabular-nums}
.zoom .quiet{min-width:2.75rem;text-decoration:none;font-size:1.0625rem}
.plane{overflow:auto;max-height:80vh;background:var(--card);border:1px solid var(--rule);border-radius:14px;cursor:grab}
.plane.held{cursor:grabbing;user-select:none}
.plane:focus-visible{border-radius:14px}
.sheet{position:relative;width:max-content;min-width:100%}
.sheet:has(.fit){width:auto}
.start{position:absolute;left:50%;top:0;width:1px;height:1px;scroll-snap-align:start center;scroll-initial-target:nearest}
.chart{display:block;margin:0 auto}
.chart.fit{width:100%;height:auto}
.chart use{fill:var(--card);stroke:var(--edge);stroke-width:1.25}
.chart .under{fill:var(--page)}
.chart .pending use{stroke-dasharray:6 4}
.chart text{fill:var(--ink);font-size:14px;font-weight:620}
.chart .second{fill:var(--faint);font-size:13px;font-weight:400}
.chart .more{fill:var(--accent);font-size:13px;font-weight:700;text-anchor:end}
.chart path{fill:none;stroke:var(--edge);stroke-width:1.25}
.chart a{cursor:pointer;text-decoration:none;outline:none}
.chart a:hover use{fill:var(--tint);stroke:var(--accent)}
.chart .found use{fill:var(--tint);stroke:var(--accent);stroke-width:3}
.chart a:focus-visible{box-shadow:none}
.chart a:focus-visible use{stroke:var(--accent);stroke-width:4}
.outline ul{list-style:none;padding-left:1.25rem;border-left:1px solid var(--rule)}
.outline>ul{padding-left:0;border-left:0}
.outline p{padding:.3125rem .25rem}
.outline p.found,.loose .found{background:var(--tint);border-radius:6px;box-shadow:0 0 0 2px var(--accent)}
.dashed{border:1px dashed var(--edge)}
.loose{display:grid;gap:.75rem}
.loose ul{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,13rem),1fr));gap:.75rem}
.loose li{display:flex;flex-direction:column;align-items:flex-start;padding:.625rem .875rem;border-radius:10px}
.loose .pending{border:1px dashed var(--edge)}
@media (max-width:28rem){.outline ul ul ul ul{padding-left:.625rem}.zoom{margin-left:0}}
@media (forced-colors:active){.chart use,.chart .under{fill:Canvas;stroke:CanvasText}.chart text,.chart .second,.chart .more{fill:CanvasText}
.chart a:focus-visible use,.chart .found use{stroke:Highlight}.chart path{stroke:CanvasText}}
@page chart{size:landscape;margin:10mm}
@media print{
main.full{page:chart;padding:0}
body:has(main.full)>:not(main),.find,.tools,main.full>.hint,main.full .after{display:none}
.plane{overflow:visible;max-height:none;border:0}
.sheet{width:auto}
.chart{width:100%;height:auto;max-height:150mm}
.greeting{flex-direction:row;flex-wrap:wrap;align-items:baseline;gap:.25rem .75rem}
.greeting h1{font-size:1.25rem;order:-1}
.greeting .lede,.greeting .eyebrow{font-size:.875rem}
.outline,.loose li{border-color:var(--rule);break-inside:avoid}
.outline{break-inside:auto;padding:0;border:0}
}
`
