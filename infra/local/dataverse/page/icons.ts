/** Small line drawings, 16 by 16. They say nothing to a screen reader; the control beside them has the name. */
const paths = {
  contact: 'M8 8.2a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4ZM3 13.5c.4-2.6 2.3-3.9 5-3.9s4.6 1.3 5 3.9',
  lead: 'M3 13.5V2.5M3 3.2h8.5l-1.8 2.9 1.8 2.9H3',
  account: 'M2.5 13.5h11M4 13.5v-10h5v10M9 6.5h3v7M5.7 6h1.6M5.7 8.3h1.6M5.7 10.6h1.6',
  table: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6',
  plus: 'M8 3v10M3 8h10',
  remove: 'M3 4.5h10M6.2 4.5V3h3.6v1.5M4.3 4.5l.6 8.5h6.2l.6-8.5',
  edit: 'M3 13l.6-2.7 7.4-7.4 2.1 2.1-7.4 7.4zM9.6 4.3l2.1 2.1',
  save: 'M3 3h8l2 2v8H3zM5.5 3v3.5h4.5V3M5.5 13V9.5h5V13',
  close: 'M4 4l8 8M12 4l-8 8',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.6M13 2.5v2.7h-2.7',
  merge: 'M4 2.5v3c0 2.5 4 2.5 4 5v3M12 2.5v3c0 2.5-4 2.5-4 5M6 11.7l2 2 2-2',
  deactivate: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM4.2 4.2l7.6 7.6',
  activate: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM5.5 8.2l1.7 1.7 3.4-3.5',
  qualify: 'M3 8.5l3.2 3.2L13 4.5',
  more: 'M8 3.5v.1M8 8v.1M8 12.5v.1',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3l3.2 3.2',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  next: 'M6.5 3.5L11 8l-4.5 4.5',
  script: 'M5.5 4L2 8l3.5 4M10.5 4L14 8l-3.5 4',
  lock: 'M4.5 7.5h7v6h-7zM6 7.5V5.3a2 2 0 0 1 4 0v2.2',
} as const;

export type IconName = keyof typeof paths;

/** A drawing of ours, or an image that a solution brings. */
export type Icon = IconName | { readonly address: string };

export function icon(which: Icon): Element {
  return typeof which === 'string' ? drawing(which) : image(which.address);
}

function image(address: string): Element {
  const img = document.createElement('img');
  img.src = address;
  img.alt = '';
  img.classList.add('icon');
  return img;
}

function drawing(name: IconName): Element {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}
