/**
 * The element's own style sheet, constructed in script: a policy without `unsafe-inline` allows that. Pages restyle it by the
 * `--kartu-*` properties. Colours keep 4.5 : 1 for text and 3 : 1 for borders in both schemes.
 */
export const STYLES = `
:host {
  --accent: var(--kartu-accent, #0b57d0);
  --on-accent: var(--kartu-on-accent, #ffffff);
  --surface: var(--kartu-surface, #ffffff);
  --text: var(--kartu-text, #1b1c1e);
  --muted: var(--kartu-muted, #54585f);
  --line: var(--kartu-line, #74787f);
  --notice: var(--kartu-notice, #eaf1fb);
  --good: var(--kartu-good, #146c2e);
  --bad: var(--kartu-bad, #b3261e);
  --radius: var(--kartu-radius, 14px);
  display: block;
  box-sizing: border-box;
  max-inline-size: 34rem;
  margin-inline: auto;
  padding: 1.25rem;
  border-radius: var(--radius);
  background: var(--surface);
  color: var(--text);
  font: 1rem/1.5 var(--kartu-font, system-ui, sans-serif);
}
@media (prefers-color-scheme: dark) {
  :host {
    --accent: var(--kartu-accent, #a8c7fa);
    --on-accent: var(--kartu-on-accent, #062e6f);
    --surface: var(--kartu-surface, #1b1c1e);
    --text: var(--kartu-text, #e4e4e6);
    --muted: var(--kartu-muted, #b4b8bf);
    --line: var(--kartu-line, #8e9299);
    --notice: var(--kartu-notice, #28303c);
    --good: var(--kartu-good, #6dd58c);
    --bad: var(--kartu-bad, #f2b8b5);
  }
}
:host([hidden]) { display: none; }
*, *::before { box-sizing: border-box; }
h2 { margin: 0 0 .5rem; font-size: 1.375rem; line-height: 1.25; text-wrap: balance; }
h2:focus { outline: none; }
p { margin: 0 0 .75rem; }
.muted { color: var(--muted); font-size: .9375rem; }
.tips { margin: 0 0 1rem; padding-inline-start: 1.25rem; }
.tips li { margin-block-end: .25rem; }
.notice { padding: .75rem 1rem; border-radius: calc(var(--radius) * .6); background: var(--notice); }
.tips.notice { padding-inline-start: 2.25rem; }
.actions + .pictures { margin-block: 1.25rem 0; }
.phone-code { margin-block-start: 1rem; }
.phone-code summary { cursor: pointer; color: var(--accent); font-weight: 600; }
.phone-code svg { inline-size: min(100%, 15rem); block-size: auto; background: #fff; border-radius: calc(var(--radius) * .6); }
.choice { display: grid; grid-template-columns: auto 1fr; gap: .25rem .75rem; align-items: start; margin-block-end: 1rem; }
.choice input { inline-size: 1.5rem; block-size: 1.5rem; margin: 0; accent-color: var(--accent); }
.choice p { grid-column: 2; margin: 0; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-block-start: 1.25rem; }
button {
  flex: 1 1 9rem; min-block-size: 3rem; padding: .5rem .75rem; border: 2px solid var(--accent);
  border-radius: 999px; background: transparent; color: var(--accent); font: inherit; font-weight: 600; cursor: pointer;
}
button.primary { background: var(--accent); color: var(--on-accent); }
.link { flex: 1 1 100%; min-block-size: 3rem; padding: .5rem 1rem; border: 2px solid var(--line); border-radius: calc(var(--radius) * .6); background: var(--surface); color: var(--text); font: inherit; }
button:focus-visible, input:focus-visible { outline: 3px solid var(--text); outline-offset: 3px; }
.viewport {
  position: relative; overflow: hidden; inline-size: min(100%, 62vh * var(--aspect, 1.6)); aspect-ratio: 16 / 10;
  margin-inline: auto; border-radius: var(--radius); background: #000;
}
.viewport > * { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; }
.mirrored > * { transform: scaleX(-1); }
.viewport:has(svg)::before {
  content: ''; position: absolute; z-index: 1; inset: 0; margin: auto; inline-size: 78%; aspect-ratio: 85.6 / 53.98;
  max-block-size: 90%; border: 3px dashed #ffffffcc; border-radius: 4%;
}
.viewport.found::before { display: none; }
.turn { display: none; text-align: center; }
.upright ~ .turn { display: block; }
svg polygon { fill: #ffffff22; stroke: #ffd54a; stroke-width: 4px; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
svg ellipse { fill: none; stroke: #c62828; stroke-width: 5px; vector-effect: non-scaling-stroke; filter: drop-shadow(0 0 2px #ffffff); }
svg.good polygon { fill: #3ddc8433; stroke: #3ddc84; }
.advice { margin: .75rem 0 0; min-block-size: 3rem; font-size: 1.25rem; font-weight: 600; text-align: center; text-wrap: balance; }
.viewport > .countdown {
  z-index: 2; display: grid; place-items: center; margin: 0; color: #ffffff; background: #00000059; transform: none;
  font-size: 6rem; line-height: 1; font-weight: 700; font-variant-numeric: tabular-nums; text-shadow: 0 0 .2em #000000;
}
.pictures { display: grid; grid-template-columns: repeat(4, 1fr); gap: .5rem; margin: 0 0 1rem; padding: 0; list-style: none; }
.pictures li:first-child { grid-column: 1 / -1; }
.pictures img { display: block; inline-size: 100%; border-radius: calc(var(--radius) * .5); }
progress { inline-size: 100%; block-size: .75rem; accent-color: var(--accent); }
.spinner {
  inline-size: 3rem; block-size: 3rem; margin: 2rem auto; border: 4px solid var(--line); border-block-start-color: transparent;
  border-radius: 50%; animation: turn 1s linear infinite;
}
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .spinner { animation: none; border-block-start-color: var(--line); } }
.mark { inline-size: 3.5rem; block-size: 3.5rem; margin-block-end: .75rem; border-radius: 50%; display: grid; place-items: center; font-size: 2rem; color: var(--surface); background: var(--muted); }
.mark.verified { background: var(--good); }
.mark.failed { background: var(--bad); }
.mark::before { content: '…'; font-weight: 700; line-height: 1; }
.mark.verified::before { content: ''; inline-size: .5em; block-size: .85em; margin-block-end: .15em; border: solid currentColor; border-width: 0 .14em .14em 0; transform: rotate(45deg); }
.mark.failed::before { content: '!'; }
.mark.bright { background: var(--accent); color: var(--on-accent); }
.mark.bright::before {
  content: ''; inline-size: .5em; block-size: .5em; border-radius: 50%; background: currentColor;
  box-shadow: 0 -.5em 0 -.17em, .35em -.35em 0 -.17em, .5em 0 0 -.17em, .35em .35em 0 -.17em, 0 .5em 0 -.17em, -.35em .35em 0 -.17em, -.5em 0 0 -.17em, -.35em -.35em 0 -.17em;
}
.cover { position: fixed; inset: 0; z-index: 2147483647; inline-size: 100vw; block-size: 100vh; max-inline-size: none; max-block-size: none; margin: 0; padding: 0; border: 0; cursor: none; }
.cover:not([hidden]) { display: block; }
.cover[hidden] { display: none; }
.announcer, .keeper { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`
