/** The looks of the page, light and dark by the reader's own setting; text keeps a contrast of at least 4.5 to 1. */
export const style = `
:root { color-scheme: light dark; --ink: #16202b; --soft: #52606d; --line: #d7dde3; --ground: #f5f7f9; --card: #fff;
  --accent: #0b6b72; --on-ink: #0b5131; --on: #d6f2e1; --off-ink: #4b5763; --off: #eceff2; --bad-ink: #8f1d1d; --bad: #fbe3e1; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf2; --soft: #a5b2be; --line: #33404c; --ground: #12181e; --card: #1b232b;
  --accent: #62c6cc; --on-ink: #a9ecc8; --on: #124430; --off-ink: #b6c1cb; --off: #2a343e; --bad-ink: #ffc2bc; --bad: #55211e; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", sans-serif; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .25rem .5rem; }
header { background: var(--card); border-bottom: 1px solid var(--line); }
header > div { max-width: 84rem; margin: auto; padding: .75rem 1.25rem; display: flex; flex-wrap: wrap; gap: .25rem 2rem; align-items: baseline; }
header strong { font-size: 1.05rem; } header span { color: var(--soft); }
nav ul { display: flex; gap: 1.25rem; list-style: none; margin: 0; padding: 0; }
nav a { text-decoration: none; padding: .25rem 0; border-bottom: 2px solid transparent; } nav a[aria-current] { border-color: currentColor; font-weight: 600; }
main { max-width: 84rem; margin: auto; padding: 1.25rem; }
h1 { font-size: 1.5rem; margin: .25rem 0 .75rem; overflow-wrap: anywhere; } h2 { font-size: 1.05rem; margin: 0 0 .6rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.15rem; margin-bottom: 1.1rem; overflow-x: auto; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(21rem, 1fr)); gap: 1.1rem; align-items: start; } .columns .card { margin: 0; }
.columns + .card { margin-top: 1.1rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; color: var(--soft); padding-bottom: .5rem; }
th, td { text-align: left; padding: .45rem .75rem .45rem 0; border-top: 1px solid var(--line); vertical-align: top; } thead th { border-top: 0; color: var(--soft); font-weight: 600; font-size: .85rem; }
time { white-space: nowrap; } td.name { white-space: nowrap; } th code { font-weight: 400; font-size: .78rem; white-space: nowrap; }
td.number { text-align: right; font-variant-numeric: tabular-nums; } th.number { text-align: right; }
code { font: .85rem/1.4 ui-monospace, Consolas, monospace; overflow-wrap: anywhere; }
.pill { display: inline-block; border-radius: 99px; padding: .05rem .65rem; font-weight: 600; font-size: .85rem; white-space: nowrap; }
.on { background: var(--on); color: var(--on-ink); } .off { background: var(--off); color: var(--off-ink); } .bad { background: var(--bad); color: var(--bad-ink); }
.permissions { list-style: none; margin: 0; padding: 0; } .permissions li { display: flex; gap: .75rem; align-items: center; padding: .5rem 0; border-top: 1px solid var(--line); }
.permissions li:first-child { border: 0; } .permissions b { flex: 1; } .permissions .pill { font-size: 1rem; min-width: 5rem; text-align: center; }
form { display: inline; } .bar { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin-bottom: 1rem; } label { color: var(--soft); }
button, .button { font: inherit; cursor: pointer; border: 1px solid var(--line); border-radius: 7px; background: var(--card); color: var(--ink); padding: .3rem .75rem; text-decoration: none; }
button:hover, .button:hover { border-color: var(--accent); } button[disabled] { opacity: .5; cursor: default; }
input { font: inherit; border: 1px solid var(--soft); border-radius: 7px; padding: .3rem .6rem; background: var(--card); color: var(--ink); min-width: 18rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.25rem; margin: 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.quiet { color: var(--soft); } ol.history { margin: 0; padding-left: 0; list-style: none; } .history li { border-top: 1px solid var(--line); padding: .5rem 0; } .history li:first-child { border: 0; }
details summary { cursor: pointer; } pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .4rem 0 0; }
.changed { animation: changed 2.5s; } @keyframes changed { from { outline: 4px solid var(--accent); outline-offset: 3px; } to { outline: 4px solid transparent; outline-offset: 3px; } }
.permissions button { min-width: 8rem; }
@media (prefers-reduced-motion: reduce) { .changed { animation: none; } }
`;
