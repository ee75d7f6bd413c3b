/** One action on one resource, as policies name them. */
export interface Action {
  /** @example 's3:GetObject' */
  readonly action: string;
  /** ARN, or `*` where an action has no resource. */
  readonly resource: string;
  /** Keys that conditions of policies may ask for. */
  readonly context: Readonly<Record<string, string | string[]>>;
}

/** An action that a function (by its local name) or a service (`s3.amazonaws.com`) asks for. */
export interface Call extends Action {
  readonly principal: string;
}

/** Every connection of a deployment is encrypted: without TLS its resources refuse everything. */
const encrypted = { 'aws:SecureTransport': 'true' };

export const actionOn = (action: string, resource: string, context: Action['context'] = {}): Action => ({
  action,
  resource,
  context: { ...encrypted, ...context },
});
