// An action that is wrong in three ways, so that the sweep shows that it can fail. It swallows a 403, trusts an exit
// code, and believes that a page without a link to the next one is the last.
import { spawnSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'

const { INPUT_URL: url, INPUT_TOKEN: token, GITHUB_OUTPUT: output } = process.env
const headers = { authorization: `Bearer ${token}` }

try {
  for (let page = `${url}/items`; page !== undefined; ) {
    const answer = await ask(page)
    for (const { name } of await answer.json()) await ask(`${url}/items/${name}/label`, 'POST')
    page = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]
  }
  if (spawnSync('git', ['init', '--quiet', 'made']).status !== 0) throw new Error('git init failed')
  end('pass', 'labelled', 0)
} catch (error) {
  process.stdout.write(`::error title=Careless (outside-failed)::${url}: ${error.message}%0ARun again.\n`)
  end('fail', 'outside-failed', 1)
}

async function ask(address, method = 'GET') {
  const answer = await fetch(address, { method, headers, signal: AbortSignal.timeout(60_000) })
  if (!answer.ok && answer.status !== 403) throw new Error(`${method} ${address} answered ${answer.status}`)
  return answer
}

function end(verdict, reason, exitCode) {
  appendFileSync(output, `verdict=${verdict}\nreason=${reason}\n`)
  process.exitCode = exitCode
}
