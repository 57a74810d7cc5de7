import { coverageChapter } from './coverage-chapter.ts'
import { deployChapter } from './deploy-chapter.ts'
import { createPart } from './part.ts'
import { pinsChapter } from './pins-chapter.ts'
import { proofsChapter } from './proofs-chapter.ts'
import { releaseChapter } from './release-chapter.ts'
import type { Entry, Timeline } from './timeline.ts'

type Play = (timeline: Timeline) => Promise<void>

/** The parts of the demo in the order of the story; each shows the life of one change. */
const story: readonly Play[] = [proofsChapter, coverageChapter, deployChapter, pinsChapter, releaseChapter]

/** The part that takes as long as all others together: it starts first. */
const longest: Play = deployChapter

/**
 * Plays two parts at a time, and prints them in the order of the story: what happens in a later one waits until the
 * earlier ones are over. A part that breaks counts as something that did not go as expected.
 * @returns what happened, in the order of the story
 */
export async function playDemo(): Promise<readonly Entry[]> {
  const parts = story.map((play) => createPart(play))
  const waiting = [...parts].sort((a, b) => Number(b.play === longest) - Number(a.play === longest))
  const lane = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) await part.run()
  }
  const lanes = Promise.all([lane(), lane()])
  for (const part of parts) await part.show()
  await lanes
  return parts.flatMap(({ entries }) => entries())
}
