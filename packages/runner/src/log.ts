import * as core from '@actions/core'
import { visible, visibleLines } from '@suite/report'
import type { Secrets } from './secrets.ts'
import type { Stdout } from './stdout.ts'

/** Lines for the person who reads the job's log. Each call is one or more whole lines. */
export interface Log {
  line(text: string): void
  /** Shown only with debug logging. */
  debug(text: string): void
  /** Lines that are folded until a reader opens them. */
  group(title: string, lines: readonly string[]): void
  /** Begins a folded group for what a program prints while it runs. */
  open(title: string): OpenGroup
}

/** A folded group of the log that is not closed yet. */
export interface OpenGroup {
  /**
   * Writes a line that a program printed. Its annotations stay annotations, as in a step that runs the program itself.
   * Any other line that the runner would take for a command is made inert.
   */
  printed(line: string): void
  close(): void
}

export function createLog(secrets: Secrets, { say }: Pick<Stdout, 'say'>): Log {
  const clean = (text: string) => harmless(secrets.redact(text))
  return {
    line: (text) => say(() => core.info(clean(text))),
    debug: (text) => say(() => core.debug(clean(text))),
    group(title, lines) {
      say(() => core.startGroup(visible(clean(title))))
      for (const line of lines) say(() => core.info(clean(line)))
      say(() => core.endGroup())
    },
    open(title) {
      say(() => core.startGroup(visible(clean(title))))
      return {
        printed: (line) =>
          say(() => core.info(isAnnotation(line) ? secrets.redact(line) : inert(secrets.redact(line)))),
        close: () => say(() => core.endGroup()),
      }
    },
  }
}

/** Returns text that acts neither on the runner nor on the terminal of a person who reads the log. */
export function harmless(text: string): string {
  return inert(visibleLines(text))
}

/** Returns whether a line is a command that shows a message at a place, and does nothing else. */
function isAnnotation(line: string): boolean {
  return /^\s*::(?:error|warning|notice)(?: [^:]*)?::/.test(line) && !line.includes('##[')
}

/**
 * Returns text in which no line is a workflow command: the runner treats `::name::` after any white space at the
 * start of a line, and `##[name]` anywhere in a line, as a command.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function inert(text: string): string {
  // .NET trims `\s` and U+0085. Line ends are excluded, so that each line is read once.
  return text
    .replaceAll(/^((?:[^\S\n\r\u2028\u2029]|\u0085)*:)(?=:)/gm, '$1\u200b')
    .replaceAll('##[', '##\u200b[')
}
