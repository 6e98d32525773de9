import type { Organization } from '../domain/organization.ts'
import { actingAs, type Context, type Outside } from '../usecases/context.ts'
import { chooseOrganization } from '../usecases/organizations/choose-organization.ts'

/** The operator in the organization that was named, or in the only one. */
export async function operatorIn(
  ctx: Outside,
  named: string | undefined,
): Promise<{ acting: Context; organization: Organization }> {
  const organization = await chooseOrganization(ctx, named ?? null)
  const { id: organizationId, name } = organization
  return { acting: actingAs(ctx, { kind: 'operator', organizationId, name }), organization }
}
