import { faultOf, type PasswordContext } from '../../domain/password.ts'
import { Refusal, refuseTogether } from '../../domain/refusal.ts'

export function mustBeGoodPassword(typed: string, context: PasswordContext): void {
  const fault = faultOf(typed, context)
  if (fault) throw new Refusal('password-refused', { fault, minimum: context.minimum })
}

/** A new password typed twice: everything wrong with it at once. */
export function mustBeGoodPair(
  typed: { password: string; passwordAgain: string },
  context: PasswordContext,
): void {
  refuseTogether([() => mustBeGoodPassword(typed.password, context), () => mustMatch(typed)])
}

export function mustMatch(typed: { password: string; passwordAgain: string }): void {
  if (typed.password !== typed.passwordAgain) throw new Refusal('passwords-differ')
}
