import { parseJson } from '@suite/rest/json'
import { type Answer, isJson, isPage, mediaTypeOf } from '@suite/wire'
import { type Check, check } from '../../check.ts'
import { type Judgement, type Probe, together } from '../../probe.ts'

/** Proves that the Worker says of itself that it is alive, and ready. */
export function healthProbe(
  name: string,
  { paths }: { readonly paths: readonly string[] },
): Pick<Probe, 'name' | 'kind' | 'attempt'> {
  return {
    name,
    kind: 'health',
    async attempt(ask) {
      const answers = await together(
        paths.map(async (path) => [path, await ask(path, { method: 'GET', path })] as const),
      )
      return judgeHealth(answers)
    },
  }
}

/** Pure. */
export function judgeHealth(answers: readonly (readonly [path: string, answer: Answer])[]): Judgement {
  return {
    checks: answers.flatMap(([path, answer]) => [
      check(`the status of ${path} is 200`, answer.status === 200, String(answer.status)),
      noPage(path, answer),
      ...(isJson(answer) ? [check(`${path} is well-formed JSON`, parseJson(answer.body) !== undefined)] : []),
    ]),
  }
}

/** A page with status 200 is what stands before a Worker answers, never what a program asks for. */
export function noPage(what: string, answer: Answer): Check {
  return check(`${what} is no HTML page`, !isPage(answer), mediaTypeOf(answer))
}
