/**
 * The form of every Campaign API Identifier that is known, which is not always a valid UUID. Braze does not document it.
 *
 * @see https://www.braze.com/docs/api/identifier_types/
 */
export const campaignIdentifier = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
