import { auditVerify } from './audit-verify.ts'
import { captureLink } from './capture-link.ts'
import type { Command } from './command.ts'
import { configCommand } from './config-command.ts'
import { deviceRegister } from './device-register.ts'
import { keyCreate } from './key-create.ts'
import { keyList } from './key-list.ts'
import { keyRevoke } from './key-revoke.ts'
import { keysCreateMaster } from './keys-create-master.ts'
import { keysRotate } from './keys-rotate.ts'
import { migrateCommand } from './migrate-command.ts'
import { orgCreate } from './org-create.ts'
import { orgList } from './org-list.ts'
import { receiptVerify } from './receipt-verify.ts'
import { serveCommand } from './serve-command.ts'
import { userCreate } from './user-create.ts'
import { userReset } from './user-reset.ts'

/** Every command, in the order of `kartu help`. */
export const COMMANDS: readonly Command[] = [
  serveCommand,
  migrateCommand,
  configCommand,
  orgCreate,
  orgList,
  keyCreate,
  keyList,
  keyRevoke,
  deviceRegister,
  userCreate,
  userReset,
  captureLink,
  auditVerify,
  receiptVerify,
  keysRotate,
  keysCreateMaster,
]
