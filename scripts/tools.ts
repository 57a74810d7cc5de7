import './unread.ts'
import { ensureTool } from './tools/ensure-tool.ts'

// Installs the tools that the tests need, before the tests run: `node scripts/bootstrap.mjs tools`.
for (const name of ['actionlint', 'zizmor', 'act', 'crane'] as const) {
  const tool = await ensureTool(name)
  console.log('path' in tool ? `have ${name}` : tool.missing)
}
