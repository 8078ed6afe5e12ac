import { inCustomizations, testSpoiled } from './test-spoiled.ts';

testSpoiled([
  {
    rule: 'date only',
    title: 'a date without time moves with the time zone',
    edit: inCustomizations(
      '</attributes>',
      '<attribute><Type>datetime</Type><LogicalName>assent_birthday</LogicalName><IsCustomField>1</IsCustomField><Format>date</Format><Behavior>1</Behavior></attribute></attributes>',
    ),
    element: 'attribute assent_birthday',
    message: 'Behavior 1: give it 2',
  },
]);
