import { noContent } from '../web-api/respond.ts';
import type { Operation } from './operation.ts';

/** Actions PublishXml and PublishAllXml: everything here is published at once, so there is nothing left to do. */
export const publishXml: Operation = { name: 'PublishXml', run: () => noContent() };
export const publishAllXml: Operation = { name: 'PublishAllXml', run: () => noContent() };
