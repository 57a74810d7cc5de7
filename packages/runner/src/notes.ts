import { type Annotation, withinBudget } from '@suite/report'
import { firstLine, linesBelow } from './advice.ts'
import type { Ending } from './ending.ts'

/**
 * Returns the annotations of an ending: those at places and, unless they contain all of it, the story of a failed
 * run. A forge shows ten of each level. A run that only reports gets warnings.
 *
 * Gitea shows annotations only in the log, each on one line. There, an annotation is one line, and the story is its
 * first line and its fix, because the log already contains the rest.
 *
 * @param page the address of the paragraph about the reason
 */
export function notesOf(
  ending: Ending,
  forge: 'github' | 'gitea',
  page?: string | undefined,
): readonly Annotation[] {
  const { title, verdict, reason, headline, fix = '', story, annotations, placed, reportOnly } = ending
  const onGitea = forge === 'gitea'
  const whole: Annotation = {
    level: 'error',
    title: `${title} (${reason})`,
    message: onGitea
      ? `${headline}\n${shortFix(fix)}`
      : [headline, fix, ...story, ...moreAbout(page)].join('\n'),
  }
  const notes = [
    ...(verdict === 'fail' && (onGitea || !placed) ? [whole] : []),
    ...(onGitea && placed ? [] : placed ? annotations.map((note) => withMore(note, page)) : annotations),
  ]
  const shown = notes.map((note) => (onGitea ? inOneLine(note) : note))
  return withinBudget(reportOnly ? shown.map(asReport) : shown)
}

/** Returns the first line of a fix, with the command that it announces if there is only one. */
function shortFix(fix: string): string {
  const first = firstLine(fix)
  const below = linesBelow(fix).filter((line) => line.trim() !== '')
  return first.endsWith(':') && below.length === 1 ? `${first} ${below[0]?.trim()}` : first
}

/** Returns the line that leads to the paragraph about the reason; none if there is no such page. */
export function moreAbout(page: string | undefined): readonly string[] {
  return page === undefined ? [] : [`More about it: ${page}`]
}

function withMore(note: Annotation, page: string | undefined): Annotation {
  return { ...note, message: [note.message, ...moreAbout(page)].join('\n') }
}

function asReport(note: Annotation): Annotation {
  return {
    ...note,
    level: note.level === 'error' ? 'warning' : note.level,
    title: `report only: ${note.title}`,
  }
}

function inOneLine(note: Annotation): Annotation {
  return { ...note, message: note.message.replaceAll(/\s*\n\s*/g, '. ').replaceAll(/([.!?:;,])\. /g, '$1 ') }
}
