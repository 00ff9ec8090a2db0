# Completion of ratchet's commands. Generated.
_ratchet_options() {
  case $1 in
    check_training_data) echo "--config --create-views --db --generate-completion --help --html --json --quiet --skip-unreadable --strict --verbose --version" ;;
    seed_training_data) echo "--attempts --days --db --end --generate-completion --help --into-existing --json --mints --purge --quiet --seed --verbose --version" ;;
    seed) echo "--attempts --days --db --end --generate-completion --help --into-existing --json --mints --purge --quiet --seed --verbose --version" ;;
    prepare) echo "--catalog --check-only --db --generate-completion --help --json --models-dir --quiet --skip-unreadable --verbose --version" ;;
    train_alpha) echo "--allow-missing --as-of --calibrate --conf --create --db --device --dump --engine --generate-completion --help --json --master --models-dir --quiet --seed --skip-unreadable --spark-db --verbose --version --write-anyway" ;;
    train_fillnet) echo "--allow-missing --as-of --calibrate --conf --create --db --device --dump --engine --generate-completion --help --json --master --models-dir --quiet --seed --skip-unreadable --spark-db --verbose --version --write-anyway" ;;
    train_rugguard) echo "--allow-missing --as-of --calibrate --conf --create --db --dump --engine --generate-completion --help --json --master --models-dir --quiet --seed --skip-unreadable --spark-db --verbose --version --write-anyway" ;;
    train_survival) echo "--allow-missing --as-of --conf --create --db --dump --engine --generate-completion --help --json --master --models-dir --quiet --seed --skip-unreadable --spark-db --trail-bps --verbose --version --write-anyway" ;;
    promote) echo "--accept-inconclusive --alias --allow-down --backtest-command --db --dry-run --even-if-rolled-back --explain-gates --gates --generate-completion --help --hook-timeout --json --junit --keep-on-reload-failure --lock-timeout --metrics-file --models-dir --no-built-in-hooks --notify-token-file --notify-url --on-paper --ope-command --probation --quiet --reload-url --sign-key --skip-unreadable --together --token-file --verbose --verify-scores --version --wave" ;;
    reload) echo "--alias --allow-down --db --generate-completion --help --json --lock-timeout --models-dir --quiet --reload-url --skip-unreadable --token-file --verbose --verify-scores --version --wave" ;;
    serve) echo "--access-log --alias --allowed-host --control-port --generate-completion --help --host --json --max-age --models-dir --no-watch --port --quiet --refuse-expired --role --token-file --unix-socket --verbose --verify-key --version" ;;
    rollback) echo "--alias --allow-down --dry-run --generate-completion --help --hold --json --keep-on-reload-failure --lock-timeout --metrics-file --models-dir --notify-token-file --notify-url --quiet --reload-url --sign-key --to --token-file --verbose --version --wave" ;;
    anchor) echo "--alias --generate-completion --help --json --lock-timeout --models-dir --quiet --set --verbose --version" ;;
    watch) echo "--alias --allow-down --alpha --block --db --every --for --generate-completion --help --json --lock-timeout --margin --metrics-file --models-dir --notify-token-file --notify-url --once --quiet --reload-url --rollback --sign-key --skip-unreadable --token-file --verbose --version --wave --window" ;;
    hold) echo "--alias --generate-completion --help --json --lock-timeout --metrics-file --models-dir --quiet --reason --release --verbose --version" ;;
    history) echo "--alias --at --generate-completion --help --json --last --lock-timeout --model --models-dir --quiet --since --verbose --verify --version" ;;
    compare) echo "--alpha --cluster --generate-completion --help --json --key --label --margin --metric --probability --quiet --seed --sequential --time --v-opt --verbose --version" ;;
    backtest) echo "--alias --candidate --db --from --generate-completion --help --html --json --lock-timeout --model --models-dir --out --quiet --record --rules --seed --skip-unreadable --to --unpriced --use-alpha --verbose --version" ;;
    ope) echo "--candidate --champion --db --from --generate-completion --help --html --json --log --out --policy --quiet --rules --seed --skip-unreadable --target --to --verbose --version" ;;
    report) echo "--accept-inconclusive --alias --backtest-command --config --db --gates --generate-completion --help --hook-timeout --json --lock-timeout --models-dir --no-built-in-hooks --on-paper --ope-command --out --quiet --skip-unreadable --strict --verbose --version" ;;
    retrain) echo "--accept-inconclusive --alias --allow-down --backtest-command --calibrate --config --create --db --dry-run --even-if-rolled-back --gates --generate-completion --help --hook-timeout --json --junit --keep-on-reload-failure --lock-timeout --metrics-file --models-dir --no-built-in-hooks --notify-token-file --notify-url --on-paper --ope-command --out --probation --quiet --reload-url --seed --sign-key --skip-unreadable --strict --token-file --verbose --verify-scores --version --wave" ;;
    completion) echo "--generate-completion --help --json --quiet --verbose --version" ;;
    demo) echo "--db --generate-completion --help --json --models-dir --quiet --verbose --version" ;;
    test) echo "--generate-completion --help --json --quiet --verbose --version" ;;
  esac
}

_ratchet_values() { # COMMAND OPTION; without an option its parameters
  case $1,$2 in
    train_alpha,--device) echo "auto cpu cuda" ;;
    train_alpha,--calibrate) echo "none platt isotonic" ;;
    train_alpha,--engine) echo "local spark" ;;
    train_fillnet,--device) echo "auto cpu cuda" ;;
    train_fillnet,--calibrate) echo "none platt isotonic" ;;
    train_fillnet,--engine) echo "local spark" ;;
    train_rugguard,--calibrate) echo "none platt isotonic" ;;
    train_rugguard,--engine) echo "local spark" ;;
    train_survival,--engine) echo "local spark" ;;
    promote,--together) echo "fillnet alpha rugguard survival" ;;
    promote,) echo "fillnet alpha rugguard survival" ;;
    reload,) echo "fillnet alpha rugguard survival" ;;
    serve,--role) echo "executor alpha-ranker all" ;;
    serve,--alias) echo "fillnet alpha rugguard survival" ;;
    rollback,) echo "fillnet alpha rugguard survival" ;;
    anchor,) echo "fillnet alpha rugguard survival" ;;
    watch,) echo "fillnet alpha rugguard survival" ;;
    hold,) echo "fillnet alpha rugguard survival" ;;
    history,--model) echo "fillnet alpha rugguard survival" ;;
    compare,--metric) echo "auc average_precision brier" ;;
    backtest,--model) echo "fillnet alpha rugguard survival" ;;
    backtest,--unpriced) echo "worst last" ;;
    ope,--policy) echo "fee sizing" ;;
    retrain,--calibrate) echo "none platt isotonic" ;;
    retrain,) echo "fillnet alpha rugguard survival" ;;
    completion,) echo "bash zsh fish" ;;
  esac
}

_ratchet_commands="check_training_data seed_training_data seed prepare train_alpha train_fillnet train_rugguard train_survival promote reload serve rollback anchor watch hold history compare backtest ope report retrain completion demo test"

_ratchet() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[0]##*/}
  if [[ $command == jbangw || $command == ratchet ]]; then
    if [[ $COMP_CWORD -eq 1 ]]; then
      COMPREPLY=($(compgen -W "$_ratchet_commands help version console jbang" -- "$current"))
      return
    fi
    command=${COMP_WORDS[1]}
    if [[ $command == help ]]; then
      COMPREPLY=($(compgen -W "$_ratchet_commands" -- "$current"))
      return
    fi
  fi
  if [[ $current == = ]]; then current=; fi
  if [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$(_ratchet_options "$command")" -- "$current"))
  elif [[ $before == --* && -n $(_ratchet_values "$command" "$before") ]]; then
    COMPREPLY=($(compgen -W "$(_ratchet_values "$command" "$before")" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$(_ratchet_values "$command" "")" -- "$current"))
  fi
}

complete -o default -F _ratchet jbangw ratchet
# A command's own name is ours only where JBang installed it: there is a watch in every system.
for _ratchet_app in $(echo "$_ratchet_commands"); do
  if [[ -x ${JBANG_DIR:-$HOME/.jbang}/bin/$_ratchet_app ]]; then complete -o default -F _ratchet "$_ratchet_app"; fi
done
unset _ratchet_app
