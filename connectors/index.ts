import { authentik } from './authentik.ts'
import type { Connector, ConnectorId } from './connector.ts'
import { entra } from './entra.ts'
import { generic } from './generic.ts'
import { google } from './google.ts'
import { jumpcloud } from './jumpcloud.ts'
import { keycloak } from './keycloak.ts'
import { okta } from './okta.ts'
import { onelogin } from './onelogin.ts'
import { pingone } from './pingone.ts'
import { rippling } from './rippling.ts'

/** In the order in which they are offered: the default first, then by how many people use them. */
export const connectors = {
  generic,
  okta,
  entra,
  google,
  onelogin,
  jumpcloud,
  pingone,
  rippling,
  authentik,
  keycloak,
} satisfies Record<ConnectorId, Connector>

/** A connection whose connector is no longer there still works: it speaks the default. */
export const connectorOf = (id: string): Connector =>
  Object.hasOwn(connectors, id) ? connectors[id as ConnectorId] : generic
