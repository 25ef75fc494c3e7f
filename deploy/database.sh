#!/bin/sh
# Run once by the PostGIS image, when its data directory is new: two roles, one database.
set -eu
psql --username postgres --set ON_ERROR_STOP=1 \
    --set owner_password="$OWNER_PASSWORD" --set web_password="$WEB_PASSWORD" <<'SQL'
CREATE ROLE lane_steward_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE lane_steward_web LOGIN PASSWORD :'web_password';
CREATE DATABASE lane_steward OWNER lane_steward_owner;
\connect lane_steward
CREATE EXTENSION postgis;
CREATE EXTENSION btree_gist;
SQL
