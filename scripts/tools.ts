import { ensureTool } from './tools/ensure-tool.ts'

// Installs what checks the workflows, ahead of the tests: `node scripts/bootstrap.mjs tools`.
for (const name of ['actionlint', 'zizmor', 'act'] as const) {
  const tool = await ensureTool(name)
  console.log('path' in tool ? `have ${name}` : tool.missing)
}
