import type { Judgement } from './judgement.ts'
import { rangesOf } from './ranges.ts'
import { percentOf } from './ratio.ts'

/** Returns the outputs about a change, without the paths of files. */
export function outputsOf({ decision: { patch }, facts, changed }: Judgement) {
  const percent = percentOf(patch)
  const project = facts.project && percentOf(facts.project)
  return {
    ...(percent === undefined ? {} : { 'patch-coverage': percent }),
    'patch-covered': patch.covered,
    'patch-total': patch.total,
    'patch-unmeasured': patch.unmeasured,
    ...(project === undefined ? {} : { 'project-coverage': project }),
    uncovered: facts.files
      .filter(({ missed }) => missed.length > 0)
      .map(({ path, missed }) => ({
        path,
        ranges: rangesOf(missed).map(({ first, last }) => [first, last]),
      })),
    'scope-size': changed,
  }
}
