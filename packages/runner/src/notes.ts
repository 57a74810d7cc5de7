import { type Annotation, withinBudget } from '@suite/report'
import type { Ending } from './ending.ts'

/**
 * The annotations of an ending: the story of a failed run, unless notes at places say all of it, and then the notes
 * at places. A forge shows ten of each level. A run that only reports warns.
 *
 * Gitea shows annotations nowhere but in the log, each as one line. There a note is one line too, and the story is
 * its first line and its fix, since the log has told the rest.
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
