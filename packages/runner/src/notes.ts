import { type Annotation, withinBudget } from '@suite/report'
import type { Ending } from './ending.ts'

/**
 * Returns the annotations of an ending: those at places and, unless they contain all of it, the story of a failed
 * run. A forge shows ten of each level. A run that only reports gets warnings.
 *
 * Gitea shows annotations only in the log, each on one line. There, an annotation is one line, and the story is its
 * first line and its fix, because the log already contains the rest.
 */
export function notesOf(ending: Ending, forge: 'github' | 'gitea'): readonly Annotation[] {
  const { title, verdict, reason, headline, fix = '', story, annotations, placed, reportOnly } = ending
  const onGitea = forge === 'gitea'
  const whole: Annotation = {
    level: 'error',
    title: `${title} (${reason})`,
    message: onGitea ? `${headline}\n${firstLine(fix)}` : [headline, fix, ...story].join('\n'),
  }
  const notes = [
    ...(verdict === 'fail' && (onGitea || !placed) ? [whole] : []),
    ...(onGitea && placed ? [] : annotations),
  ]
  const shown = notes.map((note) => (onGitea ? inOneLine(note) : note))
  return withinBudget(reportOnly ? shown.map(asReport) : shown)
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

function firstLine(plain: string): string {
  return plain.split('\n', 1)[0] ?? plain
}
