#!/bin/sh
# Reads a path of the API with an IAM signature, by curl 7.75 or newer:
#   sh examples/signed-call.sh https://abc123.execute-api.eu-west-1.amazonaws.com /touchpoints
# Credentials: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, of a role, AWS_SESSION_TOKEN. The region is in the URL,
# otherwise AWS_DEFAULT_REGION.
set -eu
url=${1:?the URL of the API} path=${2:?a path such as /touchpoints}
region=$(printf '%s' "$url" | sed -n 's/.*execute-api\.\([a-z0-9-]*\)\..*/\1/p')
curl --fail-with-body --silent --show-error \
  --aws-sigv4 "aws:amz:${region:-${AWS_DEFAULT_REGION:?the region}}:execute-api" \
  --user "${AWS_ACCESS_KEY_ID:?}:${AWS_SECRET_ACCESS_KEY:?}" \
  ${AWS_SESSION_TOKEN:+--header "x-amz-security-token: $AWS_SESSION_TOKEN"} \
  "${url%/}$path"
