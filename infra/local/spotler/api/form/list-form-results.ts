import { readCompactDate } from '../../dates/read-date.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { FormResult } from '../../stores/form-result-store.ts';
import type { Call } from '../env.ts';
import { badRequest, refuse } from '../refuse.ts';
import { showTime } from '../show-time.ts';
import { findForm } from './find-form.ts';

/** `GET /form/result/{formId}?completed&startDate&endDate`: dates as yyyyMMddHHmmss, the time optional. Every result is complete. */
export function listFormResults(sandbox: Sandbox, c: Call): Response {
  const form = findForm(sandbox, c);
  if (form instanceof Response) return form;
  const { zone } = sandbox.switches.get();
  const [start, end] = [c.req.query('startDate'), c.req.query('endDate')];
  const fromMs = start === undefined ? Number.NEGATIVE_INFINITY : readCompactDate(start, zone);
  if (fromMs === undefined) return badRequest(c, 'Invalid startDate');
  const toMs = end === undefined ? Number.POSITIVE_INFINITY : readCompactDate(end, zone);
  if (toMs === undefined) return badRequest(c, 'Invalid endDate');
  if (c.req.query('completed') === 'false') return c.json([]);
  const results = sandbox.formResults.ofForm(form.id).filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  return c.json(results.map((result) => showResult(sandbox, result)));
}

/** `GET /form/result/{formId}/{formResultId}`. */
export function getFormResult(sandbox: Sandbox, c: Call): Response {
  const form = findForm(sandbox, c);
  if (form instanceof Response) return form;
  const wanted = c.req.param('formResultId');
  const result = sandbox.formResults.ofForm(form.id).find(({ id }) => String(id) === wanted);
  if (result) return c.json(showResult(sandbox, result));
  return refuse(c, { status: 404, errorType: 'FORMRESULT_NOT_FOUND', message: 'Form or formResult not found' });
}

function showResult(sandbox: Sandbox, { id, atMs, answers }: FormResult) {
  return {
    formResultId: id,
    submittedAt: showTime(sandbox, atMs),
    testResult: false,
    completed: true,
    answers: Object.entries(answers).map(([description, answer], at) => ({
      rank: at + 1,
      fieldId: at + 1,
      description,
      answer,
    })),
  };
}
