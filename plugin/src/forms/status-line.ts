import type { Dynamics } from '../dynamics.ts';
import type { Standing } from './read-standing.ts';

export type Line = { readonly level: 'INFO' | 'WARNING'; readonly text: string };

/** As much of a reason as fits a form's bar; all of it stands in the column. */
const maxReason = 300;

/**
 * The line at the top of the form: the first thing that keeps mail from the person, else that nothing is known that does. It never
 * says "in sync": a form cannot know what the platform holds. `waitingSince`: the time of a save whose effect was not read yet.
 */
export function statusLine(standing: Standing, say: Dynamics['say']): Line {
  if (!standing.isActive) return { level: 'INFO', text: say('inactive') };
  if (standing.globalOptOut) return { level: 'WARNING', text: say('globalOptOut') };
  if (standing.bounce === 'hard') return { level: 'WARNING', text: say('hardBounce') };
  if (standing.withheld) return { level: 'WARNING', text: say('withheld', short(standing.withheld)) };
  return { level: 'INFO', text: say(standing.bounce === 'soft' ? 'softBounce' : 'nothingWithheld') };
}

/** The relay writes a line a permission, its key behind the name: `Newsletter (1~email): why`. */
function short(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/ \([\w.-]+~(email|sms)\):/, ':').trim());
  const line = lines.filter((each) => each !== '').join('; ');
  return line.length > maxReason ? `${line.slice(0, maxReason)}…` : line;
}
