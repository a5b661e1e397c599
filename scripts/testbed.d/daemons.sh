# Starting, recognising and stopping processes that outlive the script, and giving them ports.
# shellcheck shell=bash disable=SC2154

# Starts a program in a session of its own, with a bare environment and none of the caller's open files:
# a pipe or lock that it kept open would hang whoever waits for the caller.
start() {
    local name=$1 fd
    shift
    mkdir -p "$run/pid" "$run/log"
    (
        for fd in /proc/"$BASHPID"/fd/*; do
            fd=${fd##*/}
            ((fd <= 2 || fd == 255)) || eval "exec $fd>&-"
        done
        cd "$run" || exit
        exec setsid env -i PATH="$PATH" HOME="$run" "$@" </dev/null >"$run/log/$name" 2>&1
    ) &
    echo "$! $(started_at $!)" >"$run/pid/$name"
}

# When a process started, in ticks since boot; nothing if it is gone or a zombie. Tells it from one that got its pid.
started_at() {
    # The fields after the command name, which is in parentheses and may hold anything.
    sed -nE 's/^.*\) ([^Z]) (.*)$/\1 \2/p' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20
}

# Says whether the daemon of this name runs and is the one that was started.
alive() {
    local pid time
    [[ -e $run/pid/$1 ]] && read -r pid time <"$run/pid/$1" && [[ -n $time && $(started_at "$pid") == "$time" ]]
}

# Waits until a check succeeds, and gives up when the daemon behind it dies or a minute and a half has passed.
await() {
    local name=$1 deadline=$((SECONDS + 90))
    shift
    until "$@"; do
        if ! alive "$name" || ((SECONDS > deadline)); then
            tail -n 20 "$run/log/$name" >&2 || true
            fail "$name did not become ready; the whole log is $run/log/$name"
        fi
        sleep 0.2
    done
}

# Kills the daemons whose names match one of these patterns, and forgets them. Nothing is asked politely: what they hold
# goes away anyway.
stop() {
    local pattern file pid _
    for pattern in "$@"; do
        for file in "$run"/pid/$pattern; do
            if [[ -e $file ]] && alive "${file##*/}"; then
                read -r pid _ <"$file"
                kill -KILL "$pid" 2>/dev/null || true
            fi
        done
        for file in "$run"/pid/$pattern; do
            while [[ -e $file ]] && alive "${file##*/}"; do sleep 0.05; done
            rm -f "$file"
        done
    done
}

# Stops the regions and removes what they wrote.
stop_regions() {
    local data
    stop etcd 'apiserver.*' 'controllers.*'
    data=$(readlink "$run/data" || true)
    [[ $data != */cadastre-testbed.* ]] || rm -rf "$data"
    rm -rf "${run:?}"/{data,credentials,credentials.new,kubeconfig,kubeconfig.new} "$run"/port/{etcd,etcd-peer,region.*}
}

stop_everything() {
    stop_regions
    stop '*'
    rm -rf "${run:?}"/{pid,port,log}
    # With anything else in it, it stays, and stays ours.
    [[ $(ls -A "$run" 2>/dev/null) != "${marker##*/}" ]] || rm -r "$run"
}

# Gives a name a port on loopback and remembers it. Searches upwards from CADASTRE_TESTBED_PORT.
choose_port() {
    local port=${CADASTRE_TESTBED_PORT:-18300} taken
    mkdir -p "$run/port"
    [[ ! -e $run/port/$1 ]] || return 0
    taken=" $(cat "$run"/port/* 2>/dev/null | tr '\n' ' ' || true) "
    while [[ $taken == *" $port "* ]] || (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        port=$((port + 1))
    done
    echo "$port" >"$run/port/$1"
}

port_of() { cat "$run/port/$1"; }
