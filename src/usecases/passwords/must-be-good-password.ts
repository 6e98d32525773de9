import { faultOf, type PasswordContext } from '../../domain/password.ts'
import { Refusal } from '../../domain/refusal.ts'

export function mustBeGoodPassword(typed: string, context: PasswordContext): void {
  const fault = faultOf(typed, context)
  if (fault) throw new Refusal('password-refused', { fault, minimum: context.minimum })
}
