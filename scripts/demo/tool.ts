/** The program of the release chapter, with its version in deno.json. */
export const tool = {
  name: 'kettle',
  version: '1.2.3',
  files: {
    'deno.json': '{ "version": "1.2.3" }\n',
    'main.ts': "console.log('kettle', Deno.args.length);\n",
  },
  permissions: ['--allow-read=kettle.json', '--allow-net=api.example.com', '--allow-env=NO_COLOR'],
} as const
