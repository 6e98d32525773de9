/** The names the protocol gives its schemas. */
export const urns = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  usher: 'urn:ietf:params:scim:schemas:extension:usher:2.0:User',
} as const
