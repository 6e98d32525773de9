/** By whom nobody can be found: what a person is searched by, and nothing in it. */
export const nobody = {
  firstName: null,
  lastName: null,
  displayName: null,
  email: null,
  deliveryEmail: null,
  phone: null,
}
