import { bytesOf, defineTarget, textOf } from '@suite/testkit/fuzz'
import type { Configuration } from '../../src/configuration/configuration.ts'
import { interpret } from '../../src/configuration/interpret.ts'
import { readConfigurationAnswer } from '../../src/configuration/read.ts'

const own = {
  name: 'api',
  routes: ['a.example/*'],
  vars: { A: 'x' },
  triggers: { crons: [] },
  workers_dev: false,
}

/** What wrangler says of its configuration, which may be cut short if wrangler is stopped. */
export const target = defineTarget<Configuration>({
  name: 'configuration-answer',
  corpus: [
    { built: false, environments: ['production'], environment: 'production', own, topLevel: own },
    {
      built: true,
      environments: [],
      own: { name: 'b', kv_namespaces: [{ binding: 'KV' }] },
      topLevel: { name: 'b' },
    },
  ].map((answer) => bytesOf(JSON.stringify(answer))),
  dictionary: [
    '"problem":"x"',
    '"own":{',
    '"topLevel":',
    '"name":"a"',
    '"environments":[',
    '"legacy_env":false',
    '"__proto__":',
    'null',
    '"routes":[]',
  ],
  growth: [
    { open: '[', close: ']' },
    { head: '{"own":{"vars":{', open: '"k{#}":{},', tail: '"z":1}}}' },
  ],
  read: (input) => interpret(readConfigurationAnswer(textOf(input))),
  judge(input, { worker, routes, confidential }) {
    const { own: written, topLevel } = JSON.parse(textOf(input))
    if (written.name !== worker) return `the Worker is named ${JSON.stringify(written.name)}`
    const count = (written.routes?.length ?? 0) + Number(written.route !== undefined)
    const values = [written, topLevel].flatMap((each) => Object.values(each.vars ?? {}))
    if (values.length !== confidential.length)
      return `it has ${values.length} values, and ${confidential.length} of them are not shown`
    return count === routes.length ? undefined : `it has ${count} routes, and ${routes.length} are read`
  },
})
