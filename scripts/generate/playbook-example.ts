import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../actions.ts'

const templates = ['ci', 'labeler', 'proofs-gate', 'deploy-api']
const folder = 'workflows-templates/examples/playbook/.github/workflows'

/** Returns the workflows of the example, by path: the templates with the addresses and names of that team. */
export async function renderPlaybookExample(): Promise<ReadonlyMap<string, string>> {
  const rendered = templates.map(async (id) => {
    const template = await readFile(join(root, `workflows-templates/${id}.yml`), 'utf8')
    return [`${folder}/${id}.yml`, forPlaybook(template)] as const
  })
  return new Map(await Promise.all(rendered))
}

function forPlaybook(template: string): string {
  return template.replaceAll('.example.com', '.cognomega.com').replaceAll('shop-', 'cognomega-')
}
