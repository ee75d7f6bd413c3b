import { App, type AppProps, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { PageStack } from './page/page-stack.ts';
import { settingsFromContext } from './settings.ts';
import { readSettingsFile, settingsFile } from './settings-file.ts';
import { VerbatimStack } from './verbatim-stack.ts';

/**
 * The CDK app: the pipeline with its API, and the page in a separate stack; tagged, and checked by the AWS Solutions rules: a finding
 * without an acknowledged reason fails the synthesis.
 *
 * @param settingsPath the file of settings; context values take precedence
 * @throws VerbatimError `usage` for an invalid or unknown setting
 *
 * @example createApp({ context: { reportingTimeZone: 'Europe/Berlin' } }).synth()
 */
export const createApp = (props: AppProps = {}, settingsPath: string = settingsFile): App => {
  const app = new App(props);
  // The local cloud names resources by their paths, so these must not depend on who synthesizes the stack.
  app.node.setContext('aws:cdk:enable-path-metadata', true);
  const settings = settingsFromContext({ ...readSettingsFile(settingsPath), ...app.node.getAllContext() });
  const { forPage } = new VerbatimStack(app, settings.stackName, settings);
  if (settings.page) new PageStack(app, `${settings.stackName}Page`, { ...forPage, settings });
  Tags.of(app).add('application', 'verbatim');
  Tags.of(app).add('data-classification', 'customer-feedback');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
};
