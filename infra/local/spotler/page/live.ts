/**
 * Keeps the page as it is now: reads it again every two seconds and puts the new <main> in the place of the old one, unless the reader
 * is typing or marking text. What changed under `data-watch` is shown for a moment. Without JavaScript the page still works.
 */
export const live = `
const isBusy = () => document.activeElement?.tagName === 'INPUT' || document.querySelector('details[open]') || String(getSelection());
const watched = () => new Map([...document.querySelectorAll('[data-watch]')].map((one) => [one.dataset.watch, one.textContent]));
async function refresh() {
  if (document.hidden || isBusy()) return;
  const text = await (await fetch(location.href)).text();
  const next = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
  const main = document.querySelector('main');
  if (isBusy() || !next || next.innerHTML === main.innerHTML) return;
  const before = watched();
  const focus = document.activeElement?.id;
  main.innerHTML = next.innerHTML;
  if (focus) document.getElementById(focus)?.focus();
  for (const one of document.querySelectorAll('[data-watch]'))
    if (before.has(one.dataset.watch) && before.get(one.dataset.watch) !== one.textContent) one.classList.add('changed');
}
setInterval(() => refresh().catch(() => undefined), 2000);
`;
