import { guid } from './guid.ts';
import { labels } from './labels-xml.ts';
import type { Column, Label } from './table.ts';
import { element, text, type Xml } from './xml.ts';

/** The platform's controls, by kind of column. */
const classIds: Readonly<Record<Column['type'] | 'owner' | 'status' | 'time', string>> = {
  text: '{4273EDBD-AC1D-40d3-9FB2-095C621B552D}',
  memo: '{E0DECE4B-6FC8-4a8f-A065-082708572369}',
  integer: '{C6D124CA-7EDA-4a60-AEA9-7FB8D318B68F}',
  boolean: '{67FAC785-CD58-4f9f-ABB3-4B7DDC6ED5ED}',
  choice: '{3EF39988-22BB-4f0b-BBBE-64B5A3748AEE}',
  lookup: '{270BD3DB-D9AF-4782-9025-509E298DEC0A}',
  owner: '{270BD3DB-D9AF-4782-9025-509E298DEC0A}',
  status: '{5D68B988-0661-4db2-BC3E-17598AD3BE6C}',
  time: '{5B773807-9FB2-42db-97C3-7A91EFF8ADFF}',
};
const subgridClassId = '{E7A81278-8635-4d9e-8D4D-59480B391C5B}';

export type Field = {
  readonly name: string;
  readonly label: Label;
  readonly type: keyof typeof classIds;
  readonly readOnly?: boolean;
};

/** A row of a form with one column of the table. `place` names the form, so that ids differ from form to form. */
export function fieldRowXml(place: string, field: Field): Xml {
  const isHigh = field.type === 'memo';
  const cell = { id: braced(`${place} cell ${field.name}`), ...(isHigh && { rowspan: 6, colspan: 1, auto: 'false' }) };
  const control = {
    id: field.name,
    classid: classIds[field.type],
    datafieldname: field.name,
    disabled: field.readOnly ? 'true' : 'false',
  };
  const row = element('row', {}, [
    element('cell', cell, [element('labels', {}, labels('label', field.label)), element('control', control)]),
  ]);
  // A cell of several rows is followed by the rows that it covers.
  return isHigh ? [row, ...Array.from({ length: 5 }, () => element('row'))].join('\n') : row;
}

export type Subgrid = {
  readonly name: string;
  readonly label: Label;
  readonly table: string;
  readonly relationship: string;
  readonly viewId: string;
};

/** A row of a form with the rows of another table that belong to the record. */
export function subgridRowXml(place: string, subgrid: Subgrid): Xml {
  const cell = {
    id: braced(`${place} cell ${subgrid.name}`),
    rowspan: 6,
    colspan: 1,
    auto: 'false',
    showlabel: 'false',
  };
  const control = { id: subgrid.name, classid: subgridClassId, indicationOfSubgrid: 'true' };
  const row = element('row', {}, [
    element('cell', cell, [
      element('labels', {}, labels('label', subgrid.label)),
      element('control', control, [element('parameters', {}, subgridParameters(subgrid))]),
    ]),
  ]);
  return [row, ...Array.from({ length: 5 }, () => element('row'))].join('\n');
}

function subgridParameters({ table, relationship, viewId }: Subgrid): readonly Xml[] {
  return [
    text('ViewId', `{${viewId}}`),
    text('IsUserView', 'false'),
    text('RelationshipName', relationship),
    text('TargetEntityType', table),
    text('AutoExpand', 'Fixed'),
    text('EnableQuickFind', 'false'),
    text('EnableViewPicker', 'false'),
    text('ViewIds', `{${viewId}}`),
    text('EnableJumpBar', 'false'),
    text('ChartGridMode', 'Grid'),
    text('VisualizationId', ''),
    text('IsUserChart', 'false'),
    text('EnableChartPicker', 'false'),
    text('RecordsPerPage', 10),
  ];
}

export function braced(name: string): string {
  return `{${guid(name)}}`;
}
