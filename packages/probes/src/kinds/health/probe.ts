import { parseJson } from '@suite/rest/json'
import { type Answer, isJson } from '@suite/wire'
import { check } from '../../check.ts'
import { noPage } from '../../no-page.ts'
import { type AskingProbe, type Judgement, type Named, together } from '../../probe.ts'

export interface HealthTerms {
  readonly paths: readonly string[]
}

/** Proves that the Worker reports that it is alive and ready. */
export function healthProbe(named: Named, terms: HealthTerms): AskingProbe<HealthTerms> {
  return { ...named, kind: 'health', terms, writes: false, shownHeaders: [], attempt }
}

const attempt: AskingProbe<HealthTerms>['attempt'] = async (ask, { paths }) => {
  const answers = await together(
    paths.map(async (path) => [path, await ask(path, { method: 'GET', path })] as const),
  )
  return judgeHealth(answers)
}

/** Judges the answer of each path. A body that says it is JSON must be well-formed. */
export function judgeHealth(answers: readonly (readonly [path: string, answer: Answer])[]): Judgement {
  return {
    checks: answers.flatMap(([path, answer]) => [
      check(`the status of ${path} is 200`, answer.status === 200, String(answer.status)),
      noPage(path, answer),
      ...(isJson(answer) ? [check(`${path} is well-formed JSON`, parseJson(answer.body) !== undefined)] : []),
    ]),
  }
}
