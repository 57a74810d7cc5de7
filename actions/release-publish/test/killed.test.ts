import { shareProcesses } from '@suite/testkit/bundle'
import { cellsOf, inLanes, runCell, runClean } from '@suite/testkit/sweep'
import { expect, it } from 'vitest'
import { scenarios } from './scenarios.ts'

const warm = shareProcesses()

it.each(['publishes', 'publishes on Gitea, which has no digests'])(
  'a run that is killed or cancelled at any write is finished by the next one: %s',
  async (name) => {
    const scenario = scenarios.find((each) => each.name === name)
    if (scenario === undefined) throw new Error(`there is no scenario ${name}`)
    const clean = await runClean(scenario, warm())
    const kills = cellsOf('release-publish', name, clean).filter(({ group }) => group === 'kill')
    const unfinished: unknown[] = []
    await inLanes(kills, async (cell) => {
      const result = await runCell(cell, scenario, clean, warm())
      if (result.outcome !== 'true') unfinished.push(result)
    })
    expect(unfinished).toEqual([])
    // The draft, each of three files, and the publication; each before, during and after it, in two ways.
    expect(kills.length).toBeGreaterThanOrEqual(5 * 3 * 2)
  },
)
