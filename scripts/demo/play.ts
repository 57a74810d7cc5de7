import { coverageChapter } from './coverage-chapter.ts'
import { deployChapter } from './deploy-chapter.ts'
import { pinsChapter } from './pins-chapter.ts'
import { proofsChapter } from './proofs-chapter.ts'
import { releaseChapter } from './release-chapter.ts'
import type { Timeline } from './timeline.ts'

/** The chapters of the demo, in order; each shows the life of one change. */
const chapters = [proofsChapter, coverageChapter, deployChapter, pinsChapter, releaseChapter]

/** Plays every chapter. A chapter that breaks ends the demo, and counts as something that did not go as expected. */
export async function playDemo(timeline: Timeline): Promise<void> {
  try {
    for (const chapter of chapters) await chapter(timeline)
  } catch (error) {
    console.error(error)
    timeline.expect('the demo runs to its end', false)
  }
}
