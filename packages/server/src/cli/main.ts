import { readConfig } from '../main.ts'
import { runCli } from './run-cli.ts'

process.exitCode = await runCli({
  argv: process.argv.slice(2),
  readConfig,
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
})
