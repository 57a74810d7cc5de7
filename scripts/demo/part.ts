import { createTimeline, type Entry, type Timeline } from './timeline.ts'

/** A part of the demo, which may happen before its turn to be printed. */
export interface Part {
  readonly play: (timeline: Timeline) => Promise<void>
  /** Lets it happen. Never rejects: an error counts as something that did not go as expected. */
  run(): Promise<void>
  /** Prints what happened so far, then each line as it comes. Resolves when the part is over. */
  show(): Promise<void>
  entries(): readonly Entry[]
}

/** Returns a part that nothing has happened in. Its clock starts when it is run. */
export function createPart(
  play: (timeline: Timeline) => Promise<void>,
  print: (line: string) => void = console.log,
): Part {
  const kept: string[] = []
  let finish = () => {}
  const over = new Promise<void>((resolve) => {
    finish = resolve
  })
  let isShown = false
  let entries: readonly Entry[] = []
  return {
    play,
    async run() {
      const timeline = createTimeline((line) => (isShown ? print(line) : kept.push(line)))
      entries = timeline.entries
      try {
        await play(timeline)
      } catch (error) {
        const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
        timeline.expect(`this part runs to its end: ${why}`, false)
      }
      finish()
    },
    async show() {
      isShown = true
      for (const line of kept) print(line)
      await over
    },
    entries: () => entries,
  }
}
